/** Products by weights, each with whatever follows that can be done to its weights beforehand. */
import {
  type Node,
  type Program,
  sizeOf,
  type ValueId,
  type Window,
} from "../../../src/graph/program.ts";
import type { Constant } from "./foldConstants.ts";
import { type Attribute, channelsFirst, permuted } from "./graph.ts";

export interface Product {
  readonly type: "Conv" | "ConvTranspose" | "Gemm";
  readonly input: ValueId;
  readonly output: ValueId;
  /** Weights, then bias. */
  readonly constants: readonly Constant[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Of a matrix that becomes images: their shape, channels first. */
  readonly reshape: readonly number[] | null;
}

interface Products {
  readonly products: ReadonlyMap<Node, Product>;
  /** Nodes that a product takes in. */
  readonly absorbed: ReadonlySet<Node>;
}

/** What becomes of each column of a product: scale · column + offset. */
interface Chain {
  readonly output: ValueId;
  readonly scale: Float64Array;
  readonly offset: Float64Array;
  readonly nodes: readonly Node[];
}

export function productsOf(program: Program, constants: ReadonlyMap<ValueId, Constant>): Products {
  const products = new Map<Node, Product>();
  const absorbed = new Set<Node>();
  for (const node of program.nodes) {
    if (!["conv", "convInputGradient", "matMul"].includes(node.op.name)) continue;
    const weights = constants.get(node.inputs[1] as ValueId); // a product has two factors
    if (!weights) throw new Error("A product without weights is not written for ONNX");
    const chain = chainOf(program, node, constants);
    const pixels = program.nodes.find(({ outputs }) => outputs[0] === node.inputs[0]);
    products.set(node, productOf(program, node, weights, chain, pixels));
    for (const each of chain.nodes) absorbed.add(each);
    if (pixels && isPixels(program, pixels)) absorbed.add(pixels);
  }
  return { products, absorbed };
}

/** Every pixel of images as a row. */
function isPixels({ values }: Program, { op, inputs, outputs }: Node): boolean {
  const [from, to] = [inputs[0], outputs[0]].map((id) => values[id as ValueId]?.shape ?? []);
  return op.name === "reshape" && from?.length === 4 && to?.length === 2 && from[3] === to[1];
}

function chainOf(
  { values, nodes }: Program,
  product: Node,
  constants: ReadonlyMap<ValueId, Constant>,
): Chain {
  let output = product.outputs[0] as ValueId;
  const columns = values[output]?.shape.at(-1) ?? 1;
  const scale = new Float64Array(columns).fill(1);
  const offset = new Float64Array(columns);
  const taken: Node[] = [];
  for (;;) {
    const readers = nodes.filter(({ inputs }) => inputs.includes(output));
    const [next] = readers;
    if (!next || readers.length > 1) break;
    if (next.op.name !== "reshape") {
      const channels = values[output]?.shape.at(-1) ?? 1;
      const factor = next.inputs.map((id) => constants.get(id)).find((one) => one);
      if (next.op.name !== "binary" || !factor) break;
      if (factor.data.length !== channels || factor.shape.at(-1) !== channels) break;
      const { fn } = next.op;
      if (fn !== "add" && fn !== "multiply") break;
      for (let at = 0; at < columns; at++) {
        const number = factor.data[at % channels] as number;
        if (fn === "multiply") scale[at] = (scale[at] as number) * number;
        offset[at] =
          fn === "add" ? (offset[at] as number) + number : (offset[at] as number) * number;
      }
    } else if (product.op.name !== "matMul") break;
    taken.push(next);
    output = next.outputs[0] as ValueId;
  }
  return { output, scale, offset, nodes: taken };
}

function productOf(
  { values }: Program,
  { op, inputs }: Node,
  weights: Constant,
  { output, scale, offset }: Chain,
  before: Node | undefined,
): Product {
  const [input] = inputs as [ValueId];
  const columns = scale.length;
  const bias: Constant = { shape: [columns], data: offset };
  // The columns come last but for a transposed convolution, whose filter is [kh, kw, columns, channels].
  const inner = op.name === "convInputGradient" ? (weights.shape[3] as number) : 1;
  const scaled = {
    shape: weights.shape,
    data: Float64Array.from(
      weights.data,
      (weight, at) => weight * (scale[Math.floor(at / inner) % columns] as number),
    ),
  };
  if (op.name === "conv" || op.name === "convInputGradient") {
    const type = op.name === "conv" ? "Conv" : "ConvTranspose";
    const constants = [permuted(scaled, [3, 2, 0, 1]), bias];
    return { type, input, output, constants, attributes: windowOf(op), reshape: null };
  }
  const shape = values[output]?.shape ?? [];
  if (
    before &&
    shape.length === 4 &&
    sizeOf(values[before.inputs[0] as ValueId]?.shape ?? []) > 0
  ) {
    const filter = { shape: [1, 1, ...weights.shape], data: scaled.data };
    const constants = [permuted(filter, [3, 2, 0, 1]), bias];
    const image = before.inputs[0] as ValueId;
    const isSame = values[image]?.shape[1] === shape[1] && values[image]?.shape[2] === shape[2];
    if (isSame)
      return { type: "Conv", input: image, output, constants, attributes: {}, reshape: null };
  }
  const matrix = { shape: weights.shape.slice(-2), data: scaled.data };
  if (shape.length !== 4)
    return {
      type: "Gemm",
      input,
      output,
      constants: [matrix, bias],
      attributes: {},
      reshape: null,
    };
  const [, height, width, channels] = shape as [number, number, number, number];
  const turn = (lines: number, data: ArrayLike<number>) =>
    permuted({ shape: [lines, height, width, channels], data }, channelsFirst).data;
  const lines = matrix.shape[0] as number;
  return {
    type: "Gemm",
    input,
    output,
    constants: [
      { ...matrix, data: turn(lines, scaled.data) },
      { ...bias, data: turn(1, offset) },
    ],
    attributes: {},
    reshape: channelsFirst.map((axis) => shape[axis] as number),
  };
}

/** `strides` and `pads` of a window. */
export function windowOf({ strides, padding }: Window): Readonly<Record<string, Attribute>> {
  const { top, left, bottom, right } = padding;
  return { strides, pads: [top, left, bottom, right] };
}
