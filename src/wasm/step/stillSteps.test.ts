/** What depends on weights alone is computed once for as long as they stay. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Program } from "../../graph/program.ts";
import { compileForWasm } from "./compileForWasm.ts";
import type { Machine } from "./machine.ts";
import { openNodeMachine } from "./testing/nodeMachine.ts";

let machine: Machine;
beforeAll(async () => {
  machine = await openNodeMachine(1);
});
afterAll(() => machine.dispose());

/** y = x · w², and w² itself where it is looked at. */
function program(isSeen: boolean): Program {
  const value = { shape: [3], dtype: "float32", origin: { kind: "node" } } as const;
  return {
    values: [
      { ...value, origin: { kind: "feed", name: "x" } },
      { ...value, origin: { kind: "state", name: "w" } },
      value,
      value,
    ],
    nodes: [
      { op: { name: "unary", fn: "square" }, inputs: [1], outputs: [2] },
      { op: { name: "binary", fn: "multiply" }, inputs: [0, 2], outputs: [3] },
    ],
    results: { y: 3, ...(isSeen && { square: 2 }) },
  };
}

/** Steps that one run takes. */
async function stepsOf(run: () => Promise<unknown>): Promise<number> {
  const [before = 0] = machine.stepsOfThreads();
  await run();
  return (machine.stepsOfThreads()[0] ?? 0) - before;
}

describe("what depends on weights alone", () => {
  it.each([false, true])("is computed with the first run only; looked at: %s", async (isSeen) => {
    const made = compileForWasm(program(isSeen), { w: Float32Array.of(1, 2, 3) }, machine);
    const other = compileForWasm(program(isSeen), { w: Float32Array.of(5, 5, 5) }, machine);
    const x = Float32Array.of(1, 1, 2);
    let outputs = {};
    const run = async () => {
      await other.compute({ x }); // it may not share the memory of what stays
      outputs = await made.compute({ x });
    };
    expect(await stepsOf(run)).toBe(4);
    expect(await stepsOf(run)).toBe(2);
    const square = Float32Array.of(1, 4, 9);
    expect(outputs).toEqual({ y: Float32Array.of(1, 4, 18), ...(isSeen && { square }) });
    made.dispose();
    other.dispose();
  });

  it("is computed anew where the weights changed, here or elsewhere", async () => {
    const home = compileForWasm(program(false), { w: Float32Array.of(1, 2, 3) }, machine);
    const guest = compileForWasm(
      program(false),
      { w: { address: home.stateAddress("w") } },
      machine,
    );
    const x = Float32Array.of(1, 1, 1);
    await home.compute({ x });
    await guest.compute({ x });
    home.writeState({ w: Float32Array.of(2, 2, 2) });
    guest.refresh();
    const four = { y: Float32Array.of(4, 4, 4) };
    expect(await home.compute({ x })).toEqual(four);
    expect(await guest.compute({ x })).toEqual(four);
    home.dispose();
    guest.dispose();
  });

  it("is taken with every run where state is written", async () => {
    const plain = program(false);
    const writing: Program = {
      ...plain,
      nodes: [...plain.nodes, { op: { name: "assign" }, inputs: [1, 3], outputs: [] }],
    };
    const made = compileForWasm(writing, { w: Float32Array.of(1, 2, 3) }, machine);
    const x = Float32Array.of(1, 1, 1);
    await made.compute({ x });
    expect(await made.compute({ x })).toEqual({ y: Float32Array.of(1, 16, 81) });
    made.dispose();
  });
});
