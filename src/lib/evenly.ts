/** @returns `count` of the indices 0…`total` − 1, spread evenly from the first on; all where there are no more */
export function evenly(total: number, count: number): number[] {
  const taken = Math.min(total, count);
  return Array.from({ length: taken }, (_, at) => Math.floor((at * total) / taken));
}
