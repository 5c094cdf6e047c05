/**
 * Takes what is done to each channel of a convolution's output, factors and sums, into its filter, which has
 * far fewer numbers, and one bias: what batch normalisation does once its statistics are fixed.
 */
import { type Node, type Program, sizeOf, type Value, type ValueId, writesOf } from "./program.ts";

/** The axis of a filter [kh, kw, I, O] along which the output's channels lie. */
const channelAxis = { conv: 3, convInputGradient: 2 } as const;

/**
 * The same results, but for rounding. Only convolutions whose plain output nothing else reads are changed,
 * and none in a program that writes to state. Ids of values stay; new ones come after them.
 */
export function foldScales(program: Program): Program {
  if (program.nodes.some((node) => writesOf(node).length > 0)) return program;
  const readers = readersOf(program);
  const values = [...program.values];
  const replaced = new Map<Node, readonly Node[]>();
  for (const node of program.nodes) {
    if (!(node.op.name in channelAxis)) continue;
    const chain = chainOf(node, readers, values);
    if (!chain.some(({ fn }) => fn === "multiply")) continue;
    for (const each of [node, ...chain.map((link) => link.node)]) replaced.set(each, []);
    const last = chain.at(-1) as Link; // one is a factor
    replaced.set(last.node, folded(node, chain, values));
  }
  return {
    ...program,
    values,
    nodes: program.nodes.flatMap((node) => replaced.get(node) ?? [node]),
  };
}

/** Nodes that read each value; a result is read by one more, that is not there. */
function readersOf({ nodes, results }: Program): Map<ValueId, (Node | null)[]> {
  const readers = new Map<ValueId, (Node | null)[]>();
  const note = (id: ValueId, reader: Node | null) =>
    readers.set(id, [...(readers.get(id) ?? []), reader]);
  for (const node of nodes) for (const id of node.inputs) note(id, node);
  for (const id of Object.values(results)) note(id, null);
  return readers;
}

/** One thing that is done to a convolution's output, with a number for each channel. */
interface Link {
  readonly node: Node;
  readonly fn: "add" | "multiply";
  readonly operand: ValueId;
}

function chainOf(
  convolution: Node,
  readers: ReadonlyMap<ValueId, readonly (Node | null)[]>,
  values: readonly Value[],
): readonly Link[] {
  const links: Link[] = [];
  for (let output = convolution.outputs[0] as ValueId; ; ) {
    const [node, ...others] = readers.get(output) ?? [];
    const link = node && others.length === 0 ? linkOf(node, output, values) : null;
    if (!link) return links;
    links.push(link);
    output = link.node.outputs[0] as ValueId; // a binary has one
  }
}

function linkOf(node: Node, output: ValueId, values: readonly Value[]): Link | null {
  const { op, inputs } = node;
  if (op.name !== "binary" || (op.fn !== "add" && op.fn !== "multiply")) return null;
  const operand = inputs.find((id) => id !== output);
  if (operand === undefined) return null;
  const channels = values[output]?.shape.at(-1);
  const shape = values[operand]?.shape ?? [];
  if (shape.at(-1) !== channels || sizeOf(shape) !== channels) return null;
  return { node, fn: op.fn, operand };
}

/** The convolution with what the chain does in its filter, and one bias, in the chain's place. */
function folded(convolution: Node, chain: readonly Link[], values: Value[]): Node[] {
  const nodes: Node[] = [];
  const add = (shape: readonly number[]): ValueId =>
    values.push({ shape, dtype: "float32", origin: { kind: "node" } }) - 1;
  const combine = (fn: Link["fn"], a: ValueId, b: ValueId): ValueId => {
    const [first, second] = [a, b].map((id) => values[id]?.shape ?? []) as [number[], number[]];
    const output = add(first.length < second.length ? second : first);
    nodes.push({ op: { name: "binary", fn }, inputs: [a, b], outputs: [output] });
    return output;
  };
  let scale: ValueId | null = null;
  let bias: ValueId | null = null;
  for (const { fn, operand } of chain) {
    if (fn === "multiply") scale = scale === null ? operand : combine(fn, scale, operand);
    if (bias !== null) bias = combine(fn, bias, operand);
    else if (fn === "add") bias = operand;
  }
  const [images, filter] = convolution.inputs as [ValueId, ValueId];
  const axis = channelAxis[convolution.op.name as keyof typeof channelAxis];
  const { shape } = values[filter] as Value; // ids are indices
  const along = add(shape.map((length, at) => (at === axis ? length : 1)));
  nodes.push({ op: { name: "reshape" }, inputs: [scale as ValueId], outputs: [along] });
  const scaledFilter = combine("multiply", filter, along);
  const output = (chain.at(-1) as Link).node.outputs[0] as ValueId;
  const plain = bias === null ? output : add(values[output]?.shape ?? []);
  nodes.push({ ...convolution, inputs: [images, scaledFilter], outputs: [plain] });
  if (bias !== null)
    nodes.push({ op: { name: "binary", fn: "add" }, inputs: [plain, bias], outputs: [output] });
  return nodes;
}
