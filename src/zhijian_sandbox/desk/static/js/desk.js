// The desk: reads what lies on it, lays the phones out, and listens to what changes.
import { Store } from "./store.js";
import { listen } from "./stream.js";
import { layPhones } from "./phones.js";
import { layPosters } from "./posters.js";
import { showFaults } from "./faults.js";
import { showClock } from "./clock.js";
import { showLog } from "./log.js";
import { wakeCat } from "./cat.js";
import { openSheets } from "./sheets.js";
import { tellTale } from "./tale.js";
import { askReset } from "./reset.js";
import { followViewport } from "./viewport.js";

const store = new Store();
followViewport();
openSheets(document);
await store.load();
const phones = layPhones(document, store);
layPosters(document, store, phones);
showFaults(document, store);
showClock(document, store);
showLog(document, store);
wakeCat(document, store);
tellTale(document, store);
askReset(document, store);
listen(store);
document.documentElement.dataset.ready = "yes";
