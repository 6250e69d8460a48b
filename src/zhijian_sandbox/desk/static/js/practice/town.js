// Nine houses. Whoever writes is heard above his own for a moment; lights are on where somebody has spoken.
import { clone, fill, slot } from "../dom.js";

const SHAPES = { tongqiao: "block", laojie: "block", jiguan: "office", xuexiao: "school", sichang: "mill" };
const HEARD_MS = 2600;
const LONGEST = 16;

export function buildTown(page) {
  const list = page.querySelector("[data-houses]");
  const houses = new Map();

  function house(branch) {
    const element = fill(clone("house"), { name: branch.name });
    element.dataset.house = branch.code;
    element.querySelector("use").setAttribute("href", `/desk/img/houses.svg#${SHAPES[branch.code] ?? "village"}`);
    list.append(element);
    houses.set(branch.code, { element, timer: 0 });
    return houses.get(branch.code);
  }

  return {
    show({ branches }) {
      for (const branch of branches) {
        const { element } = houses.get(branch.code) ?? house(branch);
        slot(element, "sent").textContent = branch.sent;
        element.classList.toggle("lit", branch.sent > 0);
      }
    },
    say(said) {
      const place = houses.get(said.branch);
      if (!place) return;
      const speech = place.element.querySelector(".speech");
      const words = [...said.said];
      slot(speech, "who").textContent = said.name;
      slot(speech, "words").textContent = words.length > LONGEST ? `${words.slice(0, LONGEST).join("")}…` : said.said;
      speech.classList.toggle("lost", said.verdict !== "answered" && said.verdict !== "accepted");
      speech.hidden = false;
      clearTimeout(place.timer);
      place.timer = setTimeout(() => (speech.hidden = true), HEARD_MS);
    },
  };
}
