// Plays a voice. Browsers cannot play the phone's AMR: then the bubble moves for as long as the voice is.
let stop = () => {};

export function play(phone, element, url, seconds) {
  const again = element.classList.contains("playing");
  stop();
  if (again) return;
  const sound = url ? new Audio(url) : null;
  element.classList.add("playing");
  const timer = setTimeout(() => stop(), seconds * 1000);
  stop = () => {
    clearTimeout(timer);
    sound?.pause();
    element.classList.remove("playing");
    stop = () => {};
  };
  sound?.play().catch(() => phone.say("这段声音电脑放不了，产品收到的是好的"));
}
