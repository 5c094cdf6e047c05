/** Every operation over the shapes that matter: what an executor has to agree on with `reference.ts`. */
import { axesCases } from "./cases/axes.ts";
import { chanceCases } from "./cases/chance.ts";
import { elementwiseCases } from "./cases/elementwise.ts";
import { layoutCases } from "./cases/layout.ts";
import { normCases } from "./cases/norms.ts";
import { poolCases } from "./cases/pools.ts";
import { convCases, matMulCases } from "./cases/products.ts";
import { writeCases } from "./cases/writes.ts";
import type { OpCase } from "./opCase.ts";

export const opCases: readonly OpCase[] = [
  ...elementwiseCases,
  ...layoutCases,
  ...axesCases,
  ...matMulCases,
  ...convCases,
  ...poolCases,
  ...normCases,
  ...chanceCases,
  ...writeCases,
];

/** ‖a − b‖ / ‖b‖, or ‖a‖ where b is 0. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [difference, size] = [0, 0];
  for (let at = 0; at < b.length; at++) {
    difference += ((a[at] ?? Number.NaN) - (b[at] as number)) ** 2; // at < b.length
    size += (b[at] as number) ** 2;
  }
  return Math.sqrt(difference) / (Math.sqrt(size) || 1);
}
