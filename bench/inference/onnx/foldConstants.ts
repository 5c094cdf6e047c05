/** Computes whatever depends on weights alone. */
import type { StateData } from "../../../src/graph/executable.ts";
import { type Program, sizeOf, type ValueId } from "../../../src/graph/program.ts";
import { evaluate } from "../../../src/graph/testing/reference.ts";

export interface Constant {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

export interface Folded {
  readonly constants: ReadonlyMap<ValueId, Constant>;
  /** What is left to compute. */
  readonly program: Program;
}

export function foldConstants(program: Program, state: StateData): Folded {
  const known = new Set<ValueId>();
  program.values.forEach(({ origin }, id) => {
    if (origin.kind === "state" || origin.kind === "constant") known.add(id);
  });
  const isStill = program.nodes.map(({ inputs, outputs }) => {
    const still = inputs.every((id) => known.has(id));
    if (still) for (const id of outputs) known.add(id);
    return still;
  });
  const values = program.values.map((value, id) =>
    known.has(id) ? value : { shape: [0], dtype: value.dtype, origin: { kind: "node" } as const },
  );
  const nodes = program.nodes.filter((_, at) => isStill[at]);
  const { values: numbers } = evaluate({ values, nodes, results: {} }, state);
  const constants = new Map<ValueId, Constant>();
  for (const id of known) {
    const { shape } = program.values[id] as Program["values"][number]; // ids are indices
    const data = numbers.get(id) as Float64Array; // of every value
    if (data.length === sizeOf(shape)) constants.set(id, { shape, data });
  }
  return {
    constants,
    program: { ...program, nodes: program.nodes.filter((_, at) => !isStill[at]) },
  };
}
