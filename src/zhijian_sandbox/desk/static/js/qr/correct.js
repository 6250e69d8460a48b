// Reed–Solomon over the field of 256: finds which codewords are wrong and sets them right.
const POWER = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let i = 0, value = 1; i < 255; i += 1) {
  POWER[i] = POWER[i + 255] = value;
  LOG[value] = i;
  value = value & 0x80 ? (value << 1) ^ 0x11d : value << 1;
}
const times = (a, b) => (a && b ? POWER[LOG[a] + LOG[b]] : 0);
const over = (a, b) => (a ? POWER[LOG[a] + 255 - LOG[b]] : 0);
const at = (polynomial, x) => polynomial.reduceRight((sum, one) => times(sum, x) ^ one, 0);

/** The block with its errors mended, or null when there are too many. */
export function corrected(block, correcting) {
  const syndromes = Array.from({ length: correcting }, (_, i) => block.reduce((sum, one) => times(sum, POWER[i]) ^ one, 0));
  if (syndromes.every((one) => one === 0)) return block;
  const locator = berlekampMassey(syndromes);
  const wrong = block.map((_, index) => index).filter((index) => at(locator, POWER[255 - ((block.length - 1 - index) % 255)]) === 0);
  if (wrong.length !== locator.length - 1) return null;
  const mended = [...block];
  const evaluator = new Array(correcting).fill(0).map((_, i) => locator.reduce((sum, one, j) => (j <= i ? sum ^ times(one, syndromes[i - j]) : sum), 0));
  const slope = locator.map((one, i) => (i % 2 ? one : 0)).slice(1);
  for (const index of wrong) {
    const inverse = POWER[255 - ((block.length - 1 - index) % 255)];
    mended[index] ^= over(times(at(evaluator, inverse), POWER[(block.length - 1 - index) % 255]), at(slope, inverse));
  }
  const isRight = Array.from({ length: correcting }, (_, i) => mended.reduce((sum, one) => times(sum, POWER[i]) ^ one, 0)).every((one) => one === 0);
  return isRight ? mended : null;
}

function berlekampMassey(syndromes) {
  let locator = [1];
  let before = [1];
  let length = 0;
  let gap = 1;
  let discrepancyBefore = 1;
  for (let n = 0; n < syndromes.length; n += 1) {
    let discrepancy = syndromes[n];
    for (let i = 1; i <= length; i += 1) discrepancy ^= times(locator[i] ?? 0, syndromes[n - i]);
    if (discrepancy === 0) {
      gap += 1;
      continue;
    }
    const factor = over(discrepancy, discrepancyBefore);
    const shifted = [...new Array(gap).fill(0), ...before.map((one) => times(one, factor))];
    const next = Array.from({ length: Math.max(locator.length, shifted.length) }, (_, i) => (locator[i] ?? 0) ^ (shifted[i] ?? 0));
    if (2 * length <= n) {
      before = locator;
      length = n + 1 - length;
      discrepancyBefore = discrepancy;
      gap = 1;
    } else gap += 1;
    locator = next;
  }
  return locator.slice(0, length + 1);
}
