import { describe, expect, it } from "vitest";
import type { Node, Program, Value } from "./program.ts";
import { simplify } from "./simplify.ts";

const of = (shape: readonly number[], kind: "node" | "state"): Value => ({
  shape,
  dtype: "float32",
  origin: kind === "node" ? { kind } : { kind, name: "w" },
});
const square = (input: number, output: number): Node => ({
  op: { name: "unary", fn: "square" },
  inputs: [input],
  outputs: [output],
});
const reshape = (input: number, output: number): Node => ({
  op: { name: "reshape" },
  inputs: [input],
  outputs: [output],
});
const values = [of([2, 3], "state"), ...Array.from({ length: 6 }, () => of([2, 3], "node"))];

describe("simplify", () => {
  it("drops what nothing needs and merges what is computed twice", () => {
    const program: Program = {
      values,
      nodes: [square(0, 1), square(0, 2), square(2, 3), square(1, 4), square(3, 5)],
      results: { a: 3, b: 4 },
    };
    const { nodes, results } = simplify(program);
    expect(nodes).toEqual([square(0, 1), square(1, 3)]);
    expect(results).toEqual({ a: 3, b: 3 });
  });

  it("does not merge across a write to the state that is read", () => {
    const write: Node = { op: { name: "assign" }, inputs: [0, 1], outputs: [] };
    const program: Program = {
      values,
      nodes: [square(0, 1), write, square(0, 2)],
      results: { a: 1, b: 2 },
    };
    expect(simplify(program)).toEqual(program);
  });

  it("follows reshapes back to what they show", () => {
    const shaped = values.map((value, at) => (at === 1 ? { ...value, shape: [6] } : value));
    const program: Program = {
      values: shaped,
      nodes: [reshape(0, 1), reshape(1, 2), square(2, 3)],
      results: { a: 3 },
    };
    expect(simplify(program).nodes).toEqual([square(0, 3)]);
  });
});
