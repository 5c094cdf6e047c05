/** Matrix products with few results or unusual operands: a sum for each result. */
import type { Group } from "../../plan/fuse.ts";
import type { KernelText } from "../../wgsl/kernelText.ts";
import { type Lanes, typeOf } from "../../wgsl/words.ts";
import { declareFinish } from "../finish.ts";
import { fold, foldingOf } from "../fold.ts";
import type { Dispatch, Workbench } from "../workbench.ts";
import type { Matrices, Matrix } from "./matrices.ts";

export function dots(matrices: Matrices, group: Group, bench: Workbench): Dispatch[] {
  const { batch, rows, columns, depth, a, b } = matrices;
  const lanes = [a, b].every((matrix) => matrix.depthStride === 1) && depth % 4 === 0 ? 4 : 1;
  const type = typeOf("float32", lanes);
  const declareElement = (kernel: KernelText) => {
    const [from, by] = [a, b].map(({ id }) => kernel.bind(id, type, "read"));
    const place = ({ stride, depthStride, batchStride }: Matrix, at: string) =>
      `(batch * ${batchStride}u + ${at} * ${stride}u + step * ${lanes}u * ${depthStride}u) / ${lanes}u`;
    kernel.declare(`fn element(output: u32, step: u32) -> ${type} {
  let batch = output / ${rows * columns}u;
  let row = (output / ${columns}u) % ${rows}u;
  let column = output % ${columns}u;
  return ${from}[${place(a, "row")}] * ${by}[${place(b, "column")}];
}`);
  };
  const scalar: Lanes = 1;
  return fold(
    {
      label: "matMul",
      folding: foldingOf("sum", "float32", lanes),
      outputs: batch * rows * columns,
      depth: depth / lanes,
      along: "depth",
      declareElement,
      declareFinish: (kernel) => declareFinish(kernel, group, bench, scalar),
      total: lanes === 4 ? "dot(total, vec4f(1.0))" : "total",
    },
    foldingOf("sum", "float32", scalar),
    bench,
  );
}
