// The three squares in the corners: dark and light in the proportion 1:1:3:1:1, whichever way one cuts through.
const ENOUGH = 14;

/** Triples of [top left, top right, bottom left], the likeliest first. */
export function corners(picture) {
  const found = squares(picture).sort((one, other) => other.seen - one.seen).slice(0, ENOUGH);
  const triples = [];
  for (let a = 0; a < found.length; a += 1) {
    for (let b = a + 1; b < found.length; b += 1) {
      for (let c = b + 1; c < found.length; c += 1) {
        const triple = inOrder(found[a], found[b], found[c]);
        if (triple) triples.push(triple);
      }
    }
  }
  return triples.sort((one, other) => one.oddness - other.oddness).map(({ points }) => points);
}

function squares(picture) {
  const { width, height, dark } = picture;
  const found = [];
  for (let y = 0; y < height; y += 1) {
    const runs = [0, 0, 0, 0, 0];
    let colour = 0;
    for (let x = 0; x <= width; x += 1) {
      const here = x < width ? dark[y * width + x] : 1 - colour;
      if (here === colour) {
        runs[4] += 1;
        continue;
      }
      if (colour === 1 && isSquare(runs)) take(picture, found, x, y, runs);
      runs.shift();
      runs.push(1);
      colour = here;
    }
  }
  return found;
}

function isSquare(runs) {
  const total = runs.reduce((sum, run) => sum + run, 0);
  const module = total / 7;
  if (total < 7 || runs.some((run) => run === 0)) return false;
  return [1, 1, 3, 1, 1].every((wanted, index) => Math.abs(runs[index] - wanted * module) < wanted * module * 0.6);
}

function take(picture, found, end, y, runs) {
  const x = end - runs[4] - runs[3] - runs[2] / 2;
  const down = through(picture, Math.floor(x), y, 0, 1);
  if (!down) return;
  const across = through(picture, Math.floor(x), Math.round(down.at), 1, 0);
  if (!across) return;
  const module = (down.module + across.module) / 2;
  if (Math.abs(down.module - across.module) > module * 0.5) return;
  const near = found.find((one) => Math.hypot(one.x - across.at, one.y - down.at) < module * 3);
  if (near) near.seen += 1;
  else found.push({ x: across.at, y: down.at, module, seen: 1 });
}

/** The cut through a point, along x or along y: where the middle lies, and how long a module is. */
function through({ width, height, dark }, x, y, stepX, stepY) {
  const at = (distance) => {
    const [px, py] = [x + stepX * distance, y + stepY * distance];
    return px < 0 || py < 0 || px >= width || py >= height ? -1 : dark[py * width + px];
  };
  if (at(0) !== 1) return null;
  const run = (from, step, colour) => {
    let length = 0;
    while (at(from + step * length) === colour) length += 1;
    return length;
  };
  const before = run(-1, -1, 1);
  const after = run(1, 1, 1);
  const lightBefore = run(-1 - before, -1, 0);
  const lightAfter = run(1 + after, 1, 0);
  const outerBefore = run(-1 - before - lightBefore, -1, 1);
  const outerAfter = run(1 + after + lightAfter, 1, 1);
  const runs = [outerBefore, lightBefore, before + 1 + after, lightAfter, outerAfter];
  if (!isSquare(runs)) return null;
  return { at: (stepX ? x : y) + (after - before) / 2 + 0.5, module: runs.reduce((sum, one) => sum + one, 0) / 7 };
}

/** Which of three is which; `oddness` tells how far they are from two equal sides at a right angle. */
function inOrder(a, b, c) {
  const apart = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
  const sides = [[apart(b, c), a, b, c], [apart(a, c), b, a, c], [apart(a, b), c, a, b]];
  const [longest, corner, first, second] = sides.sort(([one], [other]) => other - one)[0];
  const [toFirst, toSecond] = [apart(corner, first), apart(corner, second)];
  const module = (a.module + b.module + c.module) / 3;
  const uneven = Math.max(a.module, b.module, c.module) / Math.min(a.module, b.module, c.module) - 1;
  const oddness = Math.abs(toFirst - toSecond) / longest + Math.abs(longest - Math.hypot(toFirst, toSecond)) / longest + uneven;
  if (oddness > 1 || toFirst < module * 10) return null;
  const turn = (first.x - corner.x) * (second.y - corner.y) - (first.y - corner.y) * (second.x - corner.x);
  return { oddness, points: turn > 0 ? [corner, first, second] : [corner, second, first] };
}
