// One's own voice, where there is a microphone and it is allowed; otherwise nothing, and a sample is sent instead.
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

/** "granted", "prompt" or "none": whether holding to talk may listen, may ask, or had better not. */
export async function microphoneState() {
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return "none";
  try {
    const { state } = await navigator.permissions.query({ name: "microphone" });
    return state === "denied" ? "none" : state;
  } catch {
    return "prompt";
  }
}

/** Begins to listen, asking for leave if need be. Null when there is none; else `finish()` gives the file. */
export async function startRecording() {
  let sound;
  try {
    sound = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    return null;
  }
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  const recorder = new MediaRecorder(sound, mimeType ? { mimeType } : {});
  const pieces = [];
  recorder.addEventListener("dataavailable", (event) => event.data.size && pieces.push(event.data));
  recorder.start(500);

  function hush() {
    for (const track of sound.getTracks()) track.stop();
  }

  return {
    finish: () => new Promise((resolve) => {
      recorder.addEventListener("stop", () => {
        hush();
        resolve(pieces.length ? new Blob(pieces, { type: recorder.mimeType }) : null);
      }, { once: true });
      recorder.stop();
    }),
    drop() {
      if (recorder.state !== "inactive") recorder.stop();
      hush();
    },
  };
}
