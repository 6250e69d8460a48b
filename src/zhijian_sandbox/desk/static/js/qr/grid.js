// From the corners to a square of modules.
export const LARGEST_VERSION = 40;

/** Squares of 0 and 1 that lie between these corners, the likeliest size first: {version, size, modules}. */
export function grids({ width, height, dark }, [corner, right, below]) {
  const module = (corner.module + right.module + below.module) / 3;
  const side = (Math.hypot(right.x - corner.x, right.y - corner.y) + Math.hypot(below.x - corner.x, below.y - corner.y)) / 2;
  const version = Math.round((side / module + 7 - 17) / 4);
  const likely = [version, version - 1, version + 1, version - 2, version + 2];
  return likely.filter((one) => one >= 1 && one <= LARGEST_VERSION).map((one) => sampled(one));

  function sampled(wanted) {
    const size = wanted * 4 + 17;
    const span = size - 7;
    const modules = new Uint8Array(size * size);
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const [u, v] = [(column - 3) / span, (row - 3) / span];
        modules[row * size + column] = around(
          corner.x + (right.x - corner.x) * u + (below.x - corner.x) * v,
          corner.y + (right.y - corner.y) * u + (below.y - corner.y) * v,
          module,
        );
      }
    }
    return { version: wanted, size, modules };
  }

  /** What most of the middle of a module says. */
  function around(x, y, wide) {
    const reach = wide >= 4 ? Math.floor(wide / 5) : 0;
    let sum = 0;
    let count = 0;
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const [px, py] = [Math.floor(x) + dx, Math.floor(y) + dy];
        if (px < 0 || py < 0 || px >= width || py >= height) continue;
        sum += dark[py * width + px];
        count += 1;
      }
    }
    return Number(sum * 2 > count);
  }
}
