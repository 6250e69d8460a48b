// The name of a phone within the desk. It ends in the desk's own, so that pages in a frame are of the same site as the
// desk: only then does a browser let them keep a cookie, as the real phone does.
export function hostWithin(follower) {
  return location.hostname.endsWith(".localhost") ? `${follower.id}.${location.hostname}` : follower.host;
}
