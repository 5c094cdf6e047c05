/**
 * What can be done to a product's numbers while they are still in registers: adding a bias per column,
 * leaky ReLU and, by tiles, taking the largest of 2 × 2 pixels, where the recorded step does nothing else
 * with the numbers in between.
 */
import { type Node, type Program, sizeOf, type ValueId, writesOf } from "../../graph/program.ts";

export interface Epilogue {
  readonly bias: ValueId | null;
  /** Of the leaky ReLU; 1: none. */
  readonly slope: number;
  /** Whether the largest of every 2 × 2 pixels is kept. */
  readonly isPooled: boolean;
  /** What is computed in the end. */
  readonly output: ValueId;
}

export interface Fusions {
  /** Index of a node that runs fused → the product it ends (which runs in its place). */
  readonly products: ReadonlyMap<number, { readonly product: Node; readonly epilogue: Epilogue }>;
  /** Nodes that do not run by themselves. */
  readonly absorbed: ReadonlySet<number>;
}

/** @param tiled convolutions that are taken by tiles */
export function fusionsOf(program: Program, tiled: ReadonlySet<Node>): Fusions {
  const products = new Map<number, { product: Node; epilogue: Epilogue }>();
  const absorbed = new Set<number>();
  const readers = readersOf(program);
  program.nodes.forEach((product, at) => {
    if (!canEnd(product, program)) return;
    const ending = endingOf(program, product, at, readers, tiled.has(product));
    if (!ending) return;
    products.set(ending.last, { product, epilogue: ending.epilogue });
    for (const index of [at, ...ending.between]) absorbed.add(index);
  });
  return { products, absorbed };
}

/** Only the kernel for products by rows has an ending. */
function canEnd({ op, inputs }: Node, { values }: Program): boolean {
  if (op.name === "conv" || op.name === "convInputGradient") return true;
  return (
    op.name === "matMul" && !op.transposeA && inputs.every((id) => values[id]?.shape.length === 2)
  );
}

/** Which nodes read each value; −1 for a result. */
function readersOf({ nodes, results }: Program): Map<ValueId, number[]> {
  const readers = new Map<ValueId, number[]>();
  const note = (id: ValueId, reader: number) =>
    readers.set(id, [...(readers.get(id) ?? []), reader]);
  nodes.forEach(({ inputs }, at) => {
    for (const id of inputs) note(id, at);
  });
  for (const id of Object.values(results)) note(id, -1);
  return readers;
}

function endingOf(
  program: Program,
  product: Node,
  at: number,
  readers: ReadonlyMap<ValueId, readonly number[]>,
  isTiled: boolean,
): {
  readonly last: number;
  readonly between: readonly number[];
  readonly epilogue: Epilogue;
} | null {
  let epilogue: Epilogue = {
    bias: null,
    slope: 1,
    isPooled: false,
    output: product.outputs[0] as ValueId, // the only one
  };
  const chain: number[] = [];
  for (;;) {
    const [next, ...others] = readers.get(epilogue.output) ?? [];
    const node = next === undefined || others.length > 0 ? undefined : program.nodes[next];
    const longer =
      node &&
      (withNode(program, epilogue, node) ?? (isTiled ? withPool(program, epilogue, node) : null));
    if (next === undefined || !longer) break;
    epilogue = longer;
    chain.push(next);
  }
  const last = chain.at(-1);
  if (last === undefined) return null;
  const isStill = program.nodes.slice(at, last).every((node) => writesOf(node).length === 0);
  return isStill ? { last, between: chain.slice(0, -1), epilogue } : null;
}

/** The epilogue with one more node, or null where it does not fit. */
function withNode(
  program: Program,
  epilogue: Epilogue,
  { op, inputs, outputs }: Node,
): Epilogue | null {
  if (epilogue.slope !== 1 || epilogue.isPooled) return null; // the activation comes last but for pooling
  const [output] = outputs as [ValueId];
  const slope =
    op.name === "leakyRelu" ? op.slope : op.name === "unary" && op.fn === "relu" ? 0 : null;
  if (slope !== null) return { ...epilogue, slope, output };
  if (op.name !== "binary" || op.fn !== "add" || epilogue.bias !== null) return null;
  const bias = inputs.find((id) => id !== epilogue.output);
  if (bias === undefined || !isBias(program, bias, epilogue.output)) return null;
  return { ...epilogue, bias, output };
}

/** Pooling by squares of two that do not overlap; what is left over at an odd side is dropped. */
function withPool({ values }: Program, epilogue: Epilogue, { op, outputs }: Node): Epilogue | null {
  if (op.name !== "maxPool" || epilogue.isPooled) return null;
  const [output] = outputs as [ValueId];
  const isByTwo = [...op.size, ...op.strides].every((side) => side === 2);
  const isHalf = [1, 2].every(
    (axis) =>
      values[output]?.shape[axis] === Math.floor((values[epilogue.output]?.shape[axis] ?? 0) / 2),
  );
  const isPlain = op.padding.top === 0 && op.padding.left === 0 && isHalf;
  return isByTwo && isPlain ? { ...epilogue, isPooled: true, output } : null;
}

/** Whether `bias` has one number for each column of `output`, written out. */
function isBias({ values }: Program, bias: ValueId, output: ValueId): boolean {
  const value = values[bias];
  const width = values[output]?.shape.at(-1);
  if (!value || value.shape.at(-1) !== width || sizeOf(value.shape) !== width) return false;
  return value.dtype === "float32" && value.shape.length <= (values[output]?.shape.length ?? 0);
}
