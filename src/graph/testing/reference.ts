/**
 * The slow, obviously right way to run a program: plain loops in float64, one operation at a time.
 * What devices compute is held against it.
 */
import type { Feeds, StateData } from "../executable.ts";
import { type Node, type Op, type Program, sizeOf, type Value, type ValueId } from "../program.ts";
import { axes } from "./reference/axes.ts";
import { chance } from "./reference/chance.ts";
import { elementwise } from "./reference/elementwise.ts";
import { layout } from "./reference/layout.ts";
import { norms } from "./reference/norms.ts";
import type { Numbers, Rule, Rules } from "./reference/numbers.ts";
import { pools } from "./reference/pools.ts";
import { products } from "./reference/products.ts";
import { writes } from "./reference/writes.ts";

const rules: Rules<Op["name"]> = {
  ...elementwise,
  ...layout,
  ...axes,
  ...products,
  ...pools,
  ...norms,
  ...chance,
  ...writes,
};

export interface Evaluation {
  readonly results: Readonly<Record<string, number>>;
  /** Every state after the run, by name. */
  readonly state: Readonly<Record<string, Float64Array>>;
  /** Every value after the run. */
  readonly values: ReadonlyMap<ValueId, Float64Array>;
}

/** One run of `program`. `state` and `feeds` stay as they are. */
export function evaluate(program: Program, state: StateData, feeds: Feeds = {}): Evaluation {
  const values = program.values.map((value): Numbers => startOf(value, state, feeds));
  for (const node of program.nodes) apply(node, program, values);
  const data = (id: ValueId): Float64Array => (values[id] as Numbers).data;
  return {
    results: Object.fromEntries(
      Object.entries(program.results).map(([name, id]) => [name, data(id)[0] as number]),
    ),
    state: Object.fromEntries(
      program.values.flatMap(({ origin }, id) =>
        origin.kind === "state" ? [[origin.name, data(id)]] : [],
      ),
    ),
    values: new Map(values.map((value, id) => [id, value.data])),
  };
}

/** Zeros for what a node will compute. */
function startOf({ shape, origin }: Value, state: StateData, feeds: Feeds): Numbers {
  const data = new Float64Array(sizeOf(shape));
  if (origin.kind === "node") return { shape, data };
  const given =
    origin.kind === "constant"
      ? origin.data
      : (origin.kind === "state" ? state : feeds)[origin.name];
  if (!given) throw new Error(`No numbers for the value with origin ${JSON.stringify(origin)}`);
  return {
    shape,
    data:
      given.length === 1
        ? data.fill(given[0] as number)
        : data.fill(0).map((_, at) => given[at] as number),
  };
}

function apply({ op, inputs, outputs }: Node, program: Program, values: readonly Numbers[]): void {
  const rule = rules[op.name] as Rule<typeof op.name>; // the rule of this very name
  const of = (ids: readonly ValueId[]) => ids.map((id) => values[id] as Numbers);
  rule(op as never, of(inputs), of(outputs));
  for (const id of outputs) {
    const { data } = values[id] as Numbers;
    if (program.values[id]?.dtype === "int32") data.set(data.map(Math.trunc));
  }
}
