// <audio data-keep-place="CODE">: a long talk goes on where one stopped listening, today or next week. The place stays
// on this phone and is forgotten at the end. [data-kept-place] is shown when it went on so, with the time in
// [data-kept-place-at]; [data-kept-place-drop] goes back to the beginning. Without this the player simply begins anew.
(() => {
  const EARLY = 10;    // seconds: who stopped this soon has heard nothing yet
  const NEAR_END = 15; // and who stopped this late has heard it all
  const EVERY = 5;
  const store = (act) => { try { return act(localStorage); } catch { return null; } }; // full, or not allowed here
  const said = (at) => {
    const parts = [Math.floor(at / 3600), Math.floor(at / 60) % 60, Math.floor(at) % 60];
    const [first, ...rest] = parts[0] ? parts : parts.slice(1);
    return [first, ...rest.map((part) => String(part).padStart(2, "0"))].join(":");
  };
  document.querySelectorAll("audio[data-keep-place]").forEach((player) => {
    const key = `place:${player.dataset.keepPlace}`;
    const line = document.querySelector("[data-kept-place]");
    let noted = 0;
    const note = () => {
      const at = player.currentTime;
      noted = at;
      const is_worth_it = at > EARLY && !(at > player.duration - NEAR_END);
      store((kept) => (is_worth_it ? kept.setItem(key, String(Math.floor(at))) : kept.removeItem(key)));
    };
    // Some phones know the length only once one plays; the place is taken up then.
    const go_on = () => {
      const at = Number(store((kept) => kept.getItem(key)));
      if (!(at > EARLY && at < player.duration - NEAR_END)) return;
      player.currentTime = at;
      noted = at;
      line.querySelector("[data-kept-place-at]").textContent = said(at);
      line.hidden = false;
    };
    if (player.readyState >= 1) go_on(); else player.addEventListener("loadedmetadata", go_on, { once: true });
    player.addEventListener("timeupdate", () => { if (Math.abs(player.currentTime - noted) >= EVERY) note(); });
    player.addEventListener("pause", note);
    player.addEventListener("ended", note);
    addEventListener("pagehide", () => { if (player.currentTime) note(); });
    line.querySelector("[data-kept-place-drop]").addEventListener("click", () => {
      player.currentTime = 0;
      line.hidden = true;
      player.play();
    });
  });
})();
