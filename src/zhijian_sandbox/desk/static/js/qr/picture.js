// From a file to dark and light: two ways of telling them apart, the second for photographs in uneven light.
const LARGEST_PX = 1400;

/** Grey values of a picture file, made smaller where it is very large. Throws for what is no picture. */
export async function greyOf(file) {
  const bitmap = await createImageBitmap(file);
  const shrink = Math.min(1, LARGEST_PX / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * shrink));
  const height = Math.max(1, Math.round(bitmap.height * shrink));
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = pen.getImageData(0, 0, width, height);
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i += 1) grey[i] = (data[i * 4] * 77 + data[i * 4 + 1] * 150 + data[i * 4 + 2] * 29) >> 8;
  return { width, height, grey };
}

/** One threshold for all of it, where the histogram parts best (Otsu). */
export function darkByOneThreshold({ width, height, grey }) {
  const histogram = new Array(256).fill(0);
  for (const value of grey) histogram[value] += 1;
  const sum = histogram.reduce((total, count, value) => total + count * value, 0);
  let [below, sumBelow, best, threshold] = [0, 0, -1, 127];
  for (let value = 0; value < 256; value += 1) {
    below += histogram[value];
    sumBelow += value * histogram[value];
    if (below === 0 || below === grey.length) continue;
    const apart = sumBelow / below - (sum - sumBelow) / (grey.length - below);
    const between = below * (grey.length - below) * apart * apart;
    if (between > best) [best, threshold] = [between, value];
  }
  return { width, height, dark: grey.map((value) => Number(value <= threshold)) };
}

/** Each point against the mean around it. */
export function darkByNeighbours({ width, height, grey }) {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += grey[y * width + x];
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
    }
  }
  const reach = Math.max(8, Math.round(Math.min(width, height) / 12));
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const total = sums[bottom * (width + 1) + right] - sums[top * (width + 1) + right] - sums[bottom * (width + 1) + left] + sums[top * (width + 1) + left];
      dark[y * width + x] = Number(grey[y * width + x] < (total / ((bottom - top) * (right - left))) * 0.9);
    }
  }
  return { width, height, dark };
}
