// From modules to codewords: the format, the mask, the zigzag, the blocks.
import { alignments, blocksOf } from "./tables.js";
import { corrected } from "./correct.js";

const LEVELS = ["M", "L", "H", "Q"];
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The bytes a square of modules holds; null when it cannot be read. */
export function bytesOf(grid) {
  for (const format of formats(grid)) {
    const bytes = joined(grid, format);
    if (bytes) return bytes;
  }
  return null;
}

function formats({ size, modules }) {
  const at = (x, y) => modules[y * size + x];
  const first = [[8, 0], [8, 1], [8, 2], [8, 3], [8, 4], [8, 5], [8, 7], [8, 8], [7, 8], [5, 8], [4, 8], [3, 8], [2, 8], [1, 8], [0, 8]];
  const second = [...Array.from({ length: 8 }, (_, i) => [size - 1 - i, 8]), ...Array.from({ length: 7 }, (_, i) => [8, size - 7 + i])];
  return [first, second].map((places) => nearest(places.reduce((bits, [x, y], index) => bits | (at(x, y) << index), 0))).filter(Boolean);
}

function nearest(bits) {
  for (let data = 0; data < 32; data += 1) {
    let rest = data;
    for (let i = 0; i < 10; i += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    const known = ((data << 10) | rest) ^ 0x5412;
    if (ones(known ^ bits) <= 3) return { level: LEVELS[data >> 3], mask: MASKS[data & 7] };
  }
  return null;
}

function ones(bits) {
  let count = 0;
  for (let rest = bits; rest; rest &= rest - 1) count += 1;
  return count;
}

function joined(grid, { level, mask }) {
  const raw = zigzag(grid, mask);
  const { count, correcting } = blocksOf(grid.version, level);
  const shortLength = Math.floor(raw.length / count);
  const shortCount = count - (raw.length % count);
  const blocks = Array.from({ length: count }, () => []);
  let next = 0;
  for (let i = 0; i <= shortLength; i += 1) {
    for (let j = 0; j < count; j += 1) {
      if (i === shortLength - correcting && j < shortCount) continue;
      blocks[j].push(raw[next]);
      next += 1;
    }
  }
  const bytes = [];
  for (const block of blocks) {
    const whole = corrected(block, correcting);
    if (!whole) return null;
    bytes.push(...whole.slice(0, whole.length - correcting));
  }
  return bytes;
}

function zigzag({ version, size, modules }, mask) {
  const isTaken = taken(version, size);
  const bytes = [];
  let bits = 0;
  let count = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = upward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (isTaken[y * size + x]) continue;
        bits = (bits << 1) | (modules[y * size + x] ^ Number(mask(x, y)));
        count += 1;
        if (count % 8 === 0) {
          bytes.push(bits);
          bits = 0;
        }
      }
    }
  }
  return bytes;
}

/** Modules that carry no data: squares, timing, format, version. */
function taken(version, size) {
  const marks = new Uint8Array(size * size);
  const block = (left, top, width, height) => {
    for (let y = top; y < top + height; y += 1) marks.fill(1, y * size + left, y * size + left + width);
  };
  block(0, 0, 9, 9);
  block(size - 8, 0, 8, 9);
  block(0, size - 8, 9, 8);
  block(0, 6, size, 1);
  block(6, 0, 1, size);
  const places = alignments(version);
  for (const x of places) {
    for (const y of places) {
      const inCorner = (x === 6 && y === 6) || (x === 6 && y === size - 7) || (x === size - 7 && y === 6);
      if (!inCorner) block(x - 2, y - 2, 5, 5);
    }
  }
  if (version >= 7) {
    block(size - 11, 0, 3, 6);
    block(0, size - 11, 6, 3);
  }
  return marks;
}
