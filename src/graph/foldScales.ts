/**
 * Takes a factor for each channel of a convolution's output into its filter, which has far fewer numbers:
 * what batch normalisation does to each picture once its statistics are fixed.
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
  const readers = countReaders(program);
  const convolutions = new Map(
    program.nodes.flatMap((node) =>
      node.op.name in channelAxis ? [[node.outputs[0] as ValueId, node] as const] : [],
    ),
  );
  const values = [...program.values];
  const folded = new Set<Node>();
  const nodes = program.nodes.flatMap((node) => {
    const found = scaled(node, convolutions, values);
    if (!found || readers.get(found.plain) !== 1) return [node];
    folded.add(found.convolution);
    return filterScaled(found.convolution, found.factor, node.outputs[0] as ValueId, values);
  });
  return { ...program, values, nodes: nodes.filter((node) => !folded.has(node)) };
}

function countReaders({ nodes, results }: Program): Map<ValueId, number> {
  const counts = new Map<ValueId, number>();
  for (const id of [...nodes.flatMap(({ inputs }) => inputs), ...Object.values(results)])
    counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** The convolution that a node multiplies by one number a channel. */
function scaled(
  { op, inputs }: Node,
  convolutions: ReadonlyMap<ValueId, Node>,
  values: readonly Value[],
) {
  if (op.name !== "binary" || op.fn !== "multiply") return null;
  const plain = inputs.find((id) => convolutions.has(id));
  const factor = inputs.find((id) => id !== plain);
  if (plain === undefined || factor === undefined) return null;
  const channels = values[plain]?.shape.at(-1);
  const shape = values[factor]?.shape ?? [];
  if (shape.at(-1) !== channels || sizeOf(shape) !== channels) return null;
  return { convolution: convolutions.get(plain) as Node, plain, factor };
}

/** Filter · factor, and the convolution with that, in the product's place. */
function filterScaled(
  convolution: Node,
  factor: ValueId,
  output: ValueId,
  values: Value[],
): Node[] {
  const [images, filter] = convolution.inputs as [ValueId, ValueId];
  const { name } = convolution.op as { name: keyof typeof channelAxis };
  const { shape } = values[filter] as Value; // ids are indices
  const axis = channelAxis[name];
  const add = (side: readonly number[]): ValueId =>
    values.push({ shape: side, dtype: "float32", origin: { kind: "node" } }) - 1;
  const along = add(shape.map((length, at) => (at === axis ? length : 1)));
  const scaledFilter = add(shape);
  return [
    { op: { name: "reshape" }, inputs: [factor], outputs: [along] },
    {
      op: { name: "binary", fn: "multiply" },
      inputs: [filter, along],
      outputs: [scaledFilter],
    },
    { ...convolution, inputs: [images, scaledFilter], outputs: [output] },
  ];
}
