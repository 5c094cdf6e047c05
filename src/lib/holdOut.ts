/** Which photos are kept for validation: whole photos, a share of every class, chosen by seed. */
import { Rng } from "./rng.ts";

/**
 * @param classes ids of the photos of each class
 * @param share   0…1; of a class with two or more photos at least one is held out and one stays
 * @returns       the held-out ids, class by class
 */
export function holdOut(
  classes: readonly (readonly string[])[],
  share: number,
  seed: number,
): string[] {
  const rng = new Rng(seed);
  return classes.flatMap((ids) => {
    const order = [...rng.permutation(ids.length)].map((index) => ids[index] as string);
    if (ids.length < 2) return [];
    const count = Math.min(ids.length - 1, Math.max(1, Math.round(ids.length * share)));
    return order.slice(0, count);
  });
}

/**
 * Cuts every class into `folds` parts, so that each photo is held out exactly once.
 * @returns the held-out ids of each fold
 */
export function foldsOf(
  classes: readonly (readonly string[])[],
  folds: number,
  seed: number,
): string[][] {
  const rng = new Rng(seed);
  const parts: string[][] = Array.from({ length: folds }, () => []);
  let next = 0;
  for (const ids of classes) {
    for (const index of rng.permutation(ids.length)) {
      parts[next % folds]?.push(ids[index] as string);
      next++;
    }
  }
  return parts;
}
