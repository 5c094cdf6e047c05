/**
 * Seeded noise over the plane: gradient noise (Perlin 2002, hashed gradients in place of a table), its
 * sum over octaves, and cellular noise (Worley 1996).
 */

/** Well-mixed 32 bits for a grid point (after the finaliser of MurmurHash3). */
export function hash(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniform in [0, 1) for a grid point. */
export function chance(x: number, y: number, seed: number): number {
  return hash(x, y, seed) / 2 ** 32;
}

/** Gradient noise in about [−1, 1], one bump a unit. */
export function noise(x: number, y: number, seed: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const dx = x - x0;
  const dy = y - y0;
  const u = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
  const v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
  const top = slope(x0, y0, dx, dy, seed) * (1 - u) + slope(x0 + 1, y0, dx - 1, dy, seed) * u;
  const bottom =
    slope(x0, y0 + 1, dx, dy - 1, seed) * (1 - u) + slope(x0 + 1, y0 + 1, dx - 1, dy - 1, seed) * u;
  return (top * (1 - v) + bottom * v) * 1.5;
}

const directions = 32;
const cosines = Float64Array.from({ length: directions }, (_, i) =>
  Math.cos((2 * Math.PI * i) / directions),
);
const sines = Float64Array.from({ length: directions }, (_, i) =>
  Math.sin((2 * Math.PI * i) / directions),
);

function slope(x: number, y: number, dx: number, dy: number, seed: number): number {
  const i = hash(x, y, seed) & (directions - 1);
  return (cosines[i] as number) * dx + (sines[i] as number) * dy;
}

/** Octaves of noise, each twice as fine and `gain` as strong; about [−1, 1]. */
export function fractal(x: number, y: number, seed: number, octaves: number, gain = 0.5): number {
  let sum = 0;
  let weight = 1;
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    sum += weight * noise(x * 2 ** octave, y * 2 ** octave, seed + octave);
    total += weight;
    weight *= gain;
  }
  return sum / total;
}

export interface Cell {
  /** Distance to the nearest point, and to the border with the next cell. */
  readonly centre: number;
  readonly border: number;
  /** Stands for the cell: uniform in [0, 1). */
  readonly id: number;
}

/** The cell of a jittered grid that holds (x, y); `jitter` 0 gives squares, 1 full disorder. */
export function cell(x: number, y: number, seed: number, jitter: number): Cell {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  let nearest = Infinity;
  let nearX = 0;
  let nearY = 0;
  let id = 0;
  for (let j = -1; j <= 1; j++) {
    for (let i = -1; i <= 1; i++) {
      const px = pointX(x0 + i, y0 + j, seed, jitter) - x;
      const py = pointY(x0 + i, y0 + j, seed, jitter) - y;
      const distance = px * px + py * py;
      if (distance >= nearest) continue;
      nearest = distance;
      nearX = px;
      nearY = py;
      id = chance(x0 + i, y0 + j, seed + 2);
    }
  }
  return { centre: Math.sqrt(nearest), border: toBorder(x, y, nearX, nearY, seed, jitter), id };
}

/** Distance to the closest bisector between the nearest point and another (Quilez, "Voronoi edges"). */
function toBorder(
  x: number,
  y: number,
  nearX: number,
  nearY: number,
  seed: number,
  jitter: number,
): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  let border = Infinity;
  for (let j = -2; j <= 2; j++) {
    for (let i = -2; i <= 2; i++) {
      const px = pointX(x0 + i, y0 + j, seed, jitter) - x;
      const py = pointY(x0 + i, y0 + j, seed, jitter) - y;
      const gapX = px - nearX;
      const gapY = py - nearY;
      const gap = Math.sqrt(gapX * gapX + gapY * gapY);
      if (gap < 1e-6) continue; // the nearest point itself
      border = Math.min(border, ((px + nearX) * gapX + (py + nearY) * gapY) / (2 * gap));
    }
  }
  return border;
}

function pointX(x: number, y: number, seed: number, jitter: number): number {
  return x + 0.5 + (chance(x, y, seed) - 0.5) * jitter;
}

function pointY(x: number, y: number, seed: number, jitter: number): number {
  return y + 0.5 + (chance(x, y, seed + 1) - 0.5) * jitter;
}
