import { describe, expect, it } from "vitest";
import { Rng } from "../lib/rng.ts";
import { foldScales } from "./foldScales.ts";
import type { Node, Op, Program, Value } from "./program.ts";
import { relativeError } from "./testing/opCases.ts";
import { evaluate } from "./testing/reference.ts";

const state = (name: string, shape: readonly number[]): Value => ({
  shape,
  dtype: "float32",
  origin: { kind: "state", name },
});
const computed = (shape: readonly number[]): Value => ({
  shape,
  dtype: "float32",
  origin: { kind: "node" },
});
const window = { strides: [2, 2], padding: { top: 1, left: 1, bottom: 1, right: 1 } } as const;
const multiply: Op = { name: "binary", fn: "multiply" };

/** A convolution of either kind, times a factor for each channel, plus one: y = conv(x) · f + f. */
function program(op: Op["name"] & ("conv" | "convInputGradient"), factorShape: number[]): Program {
  const [from, to] =
    op === "conv"
      ? [
          [2, 6, 6, 3],
          [2, 3, 3, 5],
        ]
      : [
          [2, 3, 3, 5],
          [2, 6, 6, 3],
        ];
  return {
    values: [
      state("x", from as number[]),
      state("filter", [4, 4, 3, 5]),
      state("factor", factorShape),
      ...Array.from({ length: 3 }, () => computed(to as number[])),
    ],
    nodes: [
      { op: { name: op, ...window }, inputs: [0, 1], outputs: [3] },
      { op: multiply, inputs: [3, 2], outputs: [4] },
      { op: { name: "binary", fn: "add" }, inputs: [4, 2], outputs: [5] },
    ],
    results: { y: 5 },
  };
}

function numbersOf({ values, results, nodes }: Program): Float64Array {
  const rng = new Rng(1);
  const given = values.flatMap(({ origin, shape }) =>
    origin.kind === "state"
      ? [[origin.name, rng.normals(shape.reduce((size, side) => size * side, 1))] as const]
      : [],
  );
  const all = evaluate({ values, results, nodes }, Object.fromEntries(given)).values;
  return all.get(results.y as number) as Float64Array;
}

describe("a factor for each channel", () => {
  it.each([
    ["conv", [5]],
    ["conv", [1, 1, 1, 5]],
    ["convInputGradient", [3]],
  ] as const)("of %s, shaped [%s], goes into the filter", (op, shape) => {
    const before = program(op, [...shape]);
    const after = foldScales(before);
    expect(after.nodes.map(({ op: { name } }) => name)).toEqual([
      "reshape",
      "binary",
      op,
      "binary",
    ]);
    const sides = after.nodes.map(
      ({ outputs }) => after.values[outputs[0] as number]?.shape.length,
    );
    expect(sides.slice(0, 2)).toEqual([4, 4]);
    expect(relativeError(numbersOf(after), numbersOf(before))).toBeLessThan(1e-6);
  });

  it("goes into the filter behind a bias, which it is in too", () => {
    const { values, nodes } = program("conv", [5]);
    const [conv] = nodes as [Node];
    const add = (inputs: number[], output: number): Node => ({
      op: { name: "binary", fn: "add" },
      inputs,
      outputs: [output],
    });
    const before: Program = {
      values: [...values, state("bias", [1, 1, 1, 5]), computed([2, 3, 3, 5])],
      nodes: [conv, add([3, 6], 4), { op: multiply, inputs: [4, 2], outputs: [5] }, add([5, 2], 7)],
      results: { y: 7 },
    };
    const after = foldScales(before);
    const images = after.nodes.filter(
      ({ outputs }) => (after.values[outputs[0] as number]?.shape[0] ?? 0) > 1,
    );
    const wide = images.filter(({ outputs }) => after.values[outputs[0] as number]?.shape[1] === 3);
    expect(wide.map(({ op: { name } }) => name)).toEqual(["conv", "binary"]);
    expect(relativeError(numbersOf(after), numbersOf(before))).toBeLessThan(1e-6);
  });

  const plain = program("conv", [5]);
  const write: Node = { op: { name: "assign" }, inputs: [2, 2], outputs: [] };
  it.each<[string, Program]>([
    ["somebody else reads the plain output", { ...plain, results: { y: 5, plain: 3 } }],
    ["the factor is of rows", program("conv", [3, 1])],
    ["it is one number", program("conv", [])],
    ["state is written", { ...plain, nodes: [...plain.nodes, write] }],
  ])("stays where %s", (_, given) => {
    expect(foldScales(given).nodes).toEqual(given.nodes);
  });
});
