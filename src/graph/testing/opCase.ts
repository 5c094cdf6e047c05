/** One operation on seeded operands as a program of its own, so that any executor can be held to it. */
import { Rng } from "../../lib/rng.ts";
import type { StateData } from "../executable.ts";
import { type DType, type Node, type Op, type Program, sizeOf, type Value } from "../program.ts";
import { evaluate } from "./reference.ts";

export interface Operand {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly data: Float32Array | Int32Array;
}

/**
 * `program` reads the states "in0", "in1", … and leaves what the operation gives in the states "out0",
 * "out1", …; an operation that writes to state changes its inputs.
 */
export interface OpCase {
  readonly title: string;
  readonly program: Program;
  /** What every state starts with; zeros in the outputs. */
  readonly state: StateData;
}

/** @param outputs the shape of each, with its type where it is not float32 */
export function opCase(
  title: string,
  op: Op,
  operands: readonly Operand[],
  outputs: readonly (readonly number[] | Omit<Operand, "data">)[],
): OpCase {
  const results = outputs.map(
    (output): Omit<Operand, "data"> =>
      "shape" in output ? output : { shape: output, dtype: "float32" },
  );
  const stateOf = (name: string, { shape, dtype }: Omit<Operand, "data">): Value => ({
    shape,
    dtype,
    origin: { kind: "state", name },
  });
  const values: Value[] = [
    ...operands.map((operand, at) => stateOf(`in${at}`, operand)),
    ...results.map(({ shape, dtype }): Value => ({ shape, dtype, origin: { kind: "node" } })),
    ...results.map((result, at) => stateOf(`out${at}`, result)),
  ];
  const computed = results.map((_, at) => operands.length + at);
  const nodes: Node[] = [
    { op, inputs: operands.map((_, at) => at), outputs: computed },
    ...computed.map(
      (id): Node => ({ op: { name: "assign" }, inputs: [id + results.length, id], outputs: [] }),
    ),
  ];
  const state = [
    ...operands.map(({ data }, at) => [`in${at}`, data] as const),
    ...results.map(({ shape, dtype }, at) => [`out${at}`, zeros(shape, dtype)] as const),
  ];
  return {
    title: `${title} ${operands.map(({ shape }) => `[${shape}]`).join(" ")}`,
    program: { values, nodes, results: {} },
    state: Object.fromEntries(state),
  };
}

/** What the reference gives for a case, as operands of another: forward results for a gradient. */
export function outputsOf({ program, state }: OpCase): Operand[] {
  const after = evaluate(program, state).state;
  return program.values.flatMap(({ shape, dtype, origin }) =>
    origin.kind === "state" && origin.name.startsWith("out")
      ? [{ shape, dtype, data: Float32Array.from(after[origin.name] ?? []) }]
      : [],
  );
}

/** Standard normal. */
export function normal(seed: number, ...shape: readonly number[]): Operand {
  return { shape, dtype: "float32", data: Float32Array.from(new Rng(seed).normals(sizeOf(shape))) };
}

/** Uniform in [low, high). */
export function uniform(
  seed: number,
  low: number,
  high: number,
  ...shape: readonly number[]
): Operand {
  const rng = new Rng(seed);
  const data = Float32Array.from(
    { length: sizeOf(shape) },
    () => low + (high - low) * rng.uniform(),
  );
  return { shape, dtype: "float32", data };
}

/** Whole numbers in [0, end) as float32: with equal ones among them. */
export function whole(seed: number, end: number, ...shape: readonly number[]): Operand {
  return { shape, dtype: "float32", data: Float32Array.from(integers(seed, end, ...shape).data) };
}

/** Whole numbers in [0, end). */
export function integers(seed: number, end: number, ...shape: readonly number[]): Operand {
  const rng = new Rng(seed);
  const data = Int32Array.from({ length: sizeOf(shape) }, () => rng.below(end));
  return { shape, dtype: "int32", data };
}

function zeros(shape: readonly number[], dtype: DType): Float32Array | Int32Array {
  return dtype === "int32" ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
}
