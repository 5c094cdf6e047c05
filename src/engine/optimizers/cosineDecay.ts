/**
 * Half a cosine from 1 down to `floor` (Loshchilov & Hutter, 2017).
 * @param step  updates done before this one
 * @param steps updates planned in all
 * @returns     factor for the learning rate, `floor`…1
 */
export function cosineDecay(step: number, steps: number, floor = 0.02): number {
  const progress = Math.min(1, step / Math.max(1, steps));
  return floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * progress));
}
