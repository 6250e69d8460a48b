// From bytes to text: digits, capitals, bytes.
const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** The text, or null for what is written in a way we do not read. */
export function wordsOf(bytes, version) {
  let position = 0;
  const left = () => bytes.length * 8 - position;
  function take(count) {
    let value = 0;
    for (let i = 0; i < count; i += 1, position += 1) value = value * 2 + ((bytes[position >> 3] >> (7 - (position & 7))) & 1);
    return value;
  }
  const band = version < 10 ? 0 : version < 27 ? 1 : 2;
  let text = "";
  while (left() >= 4) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 1) text += digits(take([10, 12, 14][band]), take);
    else if (mode === 2) text += capitals(take([9, 11, 13][band]), take);
    else if (mode === 4) text += octets(take([8, 16, 16][band]), take);
    else if (mode === 7) take(take(1) === 0 ? 7 : take(1) === 0 ? 14 : 22);
    else return null;
    if (left() < 0) return null;
  }
  return text;
}

function digits(count, take) {
  let text = "";
  for (let rest = count; rest > 0; rest -= 3) text += String(take([0, 4, 7, 10][Math.min(3, rest)])).padStart(Math.min(3, rest), "0");
  return text;
}

function capitals(count, take) {
  let text = "";
  for (let rest = count; rest > 0; rest -= 2) {
    const value = take(rest > 1 ? 11 : 6);
    text += rest > 1 ? SIGNS[Math.floor(value / 45)] + SIGNS[value % 45] : SIGNS[value];
  }
  return text;
}

function octets(count, take) {
  const octet = Uint8Array.from({ length: count }, () => take(8));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(octet);
  } catch {
    return new TextDecoder("latin1").decode(octet);
  }
}
