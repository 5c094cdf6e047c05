/** A product in tiles as one dispatch, or two where its sums are split. */
import type { Group } from "../../../plan/fuse.ts";
import type { KernelText } from "../../../wgsl/kernelText.ts";
import { declareFinish } from "../../finish.ts";
import { addedParts } from "../../fold.ts";
import type { Dispatch, Workbench } from "../../workbench.ts";
import { type TiledProduct, tileKernel, tileShape } from "./tile.ts";

/** @param outputs numbers of the whole output */
export function tiled(
  product: TiledProduct,
  outputs: number,
  declare: (kernel: KernelText) => void,
  group: Group,
  bench: Workbench,
): Dispatch[] {
  const { label, lanes } = product;
  const shape = tileShape(product);
  const finish = (kernel: KernelText) => declareFinish(kernel, group, bench, lanes);
  const kernelWith = (end: (kernel: KernelText) => void) =>
    tileKernel(
      product,
      shape,
      outputs,
      (kernel) => {
        declare(kernel);
        end(kernel);
      },
      bench.target,
    );
  if (shape.splits === 1) return [kernelWith(finish)];
  const task = { label, lanes, finish, splits: shape.splits, outputs: outputs / lanes };
  const parts = addedParts(task, bench);
  return [kernelWith(parts.store), parts.dispatch];
}
