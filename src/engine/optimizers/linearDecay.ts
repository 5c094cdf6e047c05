/**
 * 1, and towards the end a straight line to 0.
 * @param step  updates done before this one
 * @param steps updates planned in all
 * @param share of the steps on that line, 0…1
 * @returns     factor for the learning rate, 0…1
 */
export function linearDecay(step: number, steps: number, share: number): number {
  const left = Math.max(0, 1 - step / Math.max(1, steps));
  return share > 0 ? Math.min(1, left / share) : 1;
}
