/** How far two sets of pictures are from having come from the same source. */
import { nextTask } from "../../lib/nextTask.ts";
import type { Breathe } from "../../lib/pieces.ts";

/** Rows compared before others get a turn: about 15 ms with a thousand columns of 200 features. */
const rowsAtOnce = 64;

/**
 * Kernel Inception Distance (Bińkowski, Sutherland, Arbel & Gretton, arXiv 1801.01401): the unbiased
 * estimate of the squared maximum mean discrepancy with the kernel k(a, b) = (a · b / width + 1)³,
 *   Σ_{i≠j} k(x_i, x_j) / n(n−1) + Σ_{i≠j} k(y_i, y_j) / m(m−1) − 2 Σ_{i,j} k(x_i, y_j) / nm.
 * Around 0, and so at times below it, where both come from one source, whatever n and m.
 *
 * The features must be standardised by a reference that is the same for all figures to be compared:
 * raw, their common mean makes a · b nearly constant and hides the differences, and the feature with
 * the largest numbers decides alone. Reference means and deviations do not depend on what is measured,
 * so that the estimate stays unbiased.
 * @param x     [n, width], n ≥ 2
 * @param y     [m, width], m ≥ 2
 * @param width features of one picture
 * @param breathe lets others in now and then
 * @throws RangeError when a set has fewer than two rows
 */
export async function kid(
  x: Float32Array,
  y: Float32Array,
  width: number,
  breathe: Breathe = nextTask,
): Promise<number> {
  const [n, m] = [x.length / width, y.length / width];
  if (n < 2 || m < 2) throw new RangeError(`Sets of ${n} and ${m} are too small to compare`);
  const within = async (set: Float32Array, count: number) =>
    (2 * (await kernelSum(set, set, width, (row) => row + 1, breathe))) / (count * (count - 1));
  const between = (await kernelSum(x, y, width, () => 0, breathe)) / (n * m);
  return (await within(x, n)) + (await within(y, m)) - 2 * between;
}

/** Σ k(a_i, b_j) over all i and the j from `firstColumn(i)` on. */
async function kernelSum(
  a: Float32Array,
  b: Float32Array,
  width: number,
  firstColumn: (row: number) => number,
  breathe: Breathe,
): Promise<number> {
  const rows = a.length / width;
  const columns = b.length / width;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    if (row % rowsAtOnce === rowsAtOnce - 1) await breathe();
    for (let column = firstColumn(row); column < columns; column++) {
      sum += (dot(a, row * width, b, column * width, width) / width + 1) ** 3;
    }
  }
  return sum;
}

function dot(a: Float32Array, atA: number, b: Float32Array, atB: number, width: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += (a[atA + i] as number) * (b[atB + i] as number);
  return sum;
}
