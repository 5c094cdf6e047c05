/** Convolutions by tiles, with what is fused to them, held to the reference. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Node, Program } from "../../../graph/program.ts";
import { normal } from "../../../graph/testing/opCase.ts";
import { relativeError } from "../../../graph/testing/opCases.ts";
import { evaluate } from "../../../graph/testing/reference.ts";
import { compileForWasm } from "../compileForWasm.ts";
import type { Machine } from "../machine.ts";
import { openNodeMachine } from "../testing/nodeMachine.ts";
import { lower } from "./lower.ts";

type Image = readonly [images: number, height: number, width: number, channels: number];

/** Convolution, bias, leaky ReLU and pooling; all taken together unless the middle is looked at. */
function blockOf(image: Image, width: number, isSame: boolean, isSeen: boolean): Program {
  const [images, height, breadth, channels] = image;
  const [rows, columns] = isSame ? [height, breadth] : [height - 2, breadth - 2];
  const side = isSame ? 1 : 0;
  const padding = { top: side, left: side, bottom: side, right: side };
  const full = [images, rows, columns, width];
  const value = (shape: readonly number[]) =>
    ({ shape, dtype: "float32", origin: { kind: "node" } }) as const;
  const state = (name: string, shape: readonly number[]) =>
    ({ shape, dtype: "float32", origin: { kind: "state", name } }) as const;
  const none = { top: 0, left: 0, bottom: 0, right: 0 };
  const nodes: Node[] = [
    { op: { name: "conv", strides: [1, 1], padding }, inputs: [0, 1], outputs: [3] },
    { op: { name: "binary", fn: "add" }, inputs: [3, 2], outputs: [4] },
    { op: { name: "leakyRelu", slope: 0.1 }, inputs: [4], outputs: [5] },
    {
      op: { name: "maxPool", size: [2, 2], strides: [2, 2], padding: none },
      inputs: [5],
      outputs: [6],
    },
  ];
  return {
    values: [
      state("image", image),
      state("filter", [3, 3, channels, width]),
      state("bias", [width]),
      value(full),
      value(full),
      value(full),
      value([images, Math.floor(rows / 2), Math.floor(columns / 2), width]),
    ],
    nodes,
    results: { pooled: 6, ...(isSeen && { seen: 5 }) },
  };
}

const images: readonly (readonly [Image, number])[] = [
  [[2, 8, 8, 8], 8],
  [[1, 5, 7, 12], 20],
  [[3, 13, 6, 9], 11],
  [[3, 9, 10, 16], 24],
  [[1, 5, 5, 40], 13],
];

describe.each([1, 2])("on %i threads", (threads) => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await openNodeMachine(threads);
  });
  afterAll(() => machine.dispose());

  describe.each(images)("%j to %i channels", (image, width) => {
    it.each([
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ])("agrees with the reference: zeros around it %s, looked at %s", async (isSame, isSeen) => {
      const program = blockOf(image, width, isSame, isSeen);
      const stateOf = program.values.flatMap(({ origin, shape }, at) =>
        origin.kind === "state" ? [[origin.name, normal(at, ...shape)] as const] : [],
      );
      const state = Object.fromEntries(
        stateOf.map(([name, { data }]) => [name, data as Float32Array]),
      );
      const kinds = lower(program, threads).plan.steps.map(({ kind }) => kind);
      expect(kinds).toEqual(["winogradFilters", "winograd", ...(isSeen ? ["pool"] : [])]);
      const executable = compileForWasm(program, state, machine);
      const outputs = await executable.compute({});
      executable.dispose();
      const { values } = evaluate(program, state);
      for (const [name, id] of Object.entries(program.results))
        expect(
          relativeError(outputs[name] as Float32Array, values.get(id) as Float64Array),
          name,
        ).toBeLessThan(1e-5);
    });
  });

  it("leaves alone what writes to state", () => {
    const program = blockOf([2, 8, 8, 8], 8, true, false);
    const writing: Program = {
      ...program,
      nodes: [...program.nodes, { op: { name: "assign" }, inputs: [2, 2], outputs: [] }],
    };
    const kinds = lower(writing, threads).plan.steps.map(({ kind }) => kind);
    expect(kinds).not.toContain("winograd");
  });
});
