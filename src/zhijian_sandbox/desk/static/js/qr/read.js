// Reads the QR code in a picture: upright or turned, a clean file or a fair photograph. Our own, because browsers on
// desks have none; where one has, it is asked about what we could not read.
import { darkByNeighbours, darkByOneThreshold, greyOf } from "./picture.js";
import { corners } from "./finders.js";
import { grids } from "./grid.js";
import { bytesOf } from "./codewords.js";
import { wordsOf } from "./words.js";

const MOST_TRIPLES = 20;

/** What the code says, or null when there is none to be read. Throws for a file that is no picture. */
export async function readCode(file) {
  const picture = await greyOf(file);
  for (const tell of [darkByOneThreshold, darkByNeighbours]) {
    const text = search(tell(picture));
    if (text !== null) return text;
  }
  return askBrowser(file);
}

function search(picture) {
  for (const points of corners(picture).slice(0, MOST_TRIPLES)) {
    for (const grid of grids(picture, points)) {
      const bytes = bytesOf(grid);
      const text = bytes && wordsOf(bytes, grid.version);
      if (text) return text;
    }
  }
  return null;
}

async function askBrowser(file) {
  if (!("BarcodeDetector" in window)) return null;
  try {
    const [found] = await new window.BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(file));
    return found?.rawValue ?? null;
  } catch {
    return null;
  }
}
