// 练习: the town, the reins and the numbers. What happens comes by the stream; this page may be closed and opened again.
import { Store } from "../store.js";
import { listen } from "../stream.js";
import { get } from "../api.js";
import { wakeCat } from "../cat.js";
import { showChips } from "../faults/chips.js";
import { notice } from "../notice.js";
import { buildTown } from "./town.js";
import { holdReins } from "./reins.js";
import { tellNumbers } from "./numbers.js";

const store = new Store();
await store.load();
showChips(document, store);
wakeCat(document, store);
const parts = [buildTown(document), holdReins(document, store), tellNumbers(document)];

function show(practice) {
  for (const part of parts) part.show(practice);
}

async function read() {
  try {
    show(await get("practice"));
  } catch (problem) {
    notice(problem.message);
  }
}

store.on("practice", show);
store.on("practice-said", (said) => parts[0].say(said));
store.on("reload", read);
await read();
listen(store);
document.documentElement.dataset.ready = "yes";
