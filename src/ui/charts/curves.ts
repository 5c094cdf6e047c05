/** What a chart does to numbers before drawing: smoothing, and thinning that keeps every spike. */
export type Column = readonly (number | null)[];

/**
 * Exponential moving average, debiased so that the first values are not pulled to zero.
 * @param weight 0 (as measured) … <1 (very smooth); gaps (null) stay gaps and do not count
 */
export function smooth(values: Column, weight: number): (number | null)[] {
  if (weight <= 0) return [...values];
  let average = 0;
  let seen = 0;
  return values.map((value) => {
    if (value === null || !Number.isFinite(value)) return null;
    seen += 1;
    average = weight * average + (1 - weight) * value;
    return average / (1 - weight ** seen);
  });
}

export interface Points {
  readonly steps: readonly number[];
  readonly columns: readonly Column[];
}

/**
 * Thins points for drawing: of each run of neighbours, every column keeps its lowest and its highest,
 * so that no spike disappears. Below `most` points nothing is dropped.
 * @param most upper bound of the points kept, at least 2 + 2 × columns
 */
export function decimate(points: Points, most: number): Points {
  const { steps, columns } = points;
  const count = steps.length;
  if (count <= most) return points;
  const buckets = Math.max(1, Math.floor((most - 2) / (2 * columns.length)));
  const kept = new Set<number>([0, count - 1]);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = Math.floor((bucket * count) / buckets);
    const end = Math.floor(((bucket + 1) * count) / buckets);
    for (const column of columns) keepExtremes(column, start, end, kept);
  }
  const indices = [...kept].sort((a, b) => a - b);
  return {
    steps: indices.map((index) => steps[index] as number), // non-null: indices lie within `steps`
    columns: columns.map((column) => indices.map((index) => column[index] ?? null)),
  };
}

function keepExtremes(column: Column, start: number, end: number, kept: Set<number>): void {
  let lowest = -1;
  let highest = -1;
  for (let index = start; index < end; index++) {
    const value = column[index];
    if (value === null || value === undefined) continue;
    if (lowest < 0 || value < (column[lowest] as number)) lowest = index; // non-null: only indices with a value are held
    if (highest < 0 || value > (column[highest] as number)) highest = index; // likewise
  }
  if (lowest >= 0) kept.add(lowest).add(highest);
}

/** Index of the newest value, -1 where the column has none. */
export function newestIndex(column: Column): number {
  for (let index = column.length - 1; index >= 0; index--) if (column[index] != null) return index;
  return -1;
}

/**
 * At most `most` rows for a table of numbers: evenly spread over those where any column has a value,
 * the newest always among them.
 */
export function tableRows({ steps, columns }: Points, most: number): number[] {
  const filled = steps.flatMap((_, row) =>
    columns.some((column) => column[row] != null) ? [row] : [],
  );
  if (filled.length <= most) return filled;
  const stride = (filled.length - 1) / (most - 1);
  return Array.from(
    { length: most },
    (_, place) => filled[Math.round(place * stride)] as number, // non-null: the last place is the last row
  );
}
