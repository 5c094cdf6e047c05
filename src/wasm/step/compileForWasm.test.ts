/** Programs on the machine, held to the reference interpreter. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StateData } from "../../graph/executable.ts";
import type { Program } from "../../graph/program.ts";
import { nanDifferences, notNumberCases } from "../../graph/testing/cases/notNumbers.ts";
import { normal, type OpCase, opCase } from "../../graph/testing/opCase.ts";
import { opCases, relativeError } from "../../graph/testing/opCases.ts";
import { RandomProgram } from "../../graph/testing/randomProgram.ts";
import { evaluate } from "../../graph/testing/reference.ts";
import { compileForWasm } from "./compileForWasm.ts";
import type { Machine } from "./machine.ts";
import { openNodeMachine } from "./testing/nodeMachine.ts";

/** Runs a program so often on both, and compares what is left of the state, and the results. */
async function expectParity(
  machine: Machine,
  program: Program,
  state: StateData,
  runs = 1,
): Promise<void> {
  const executable = compileForWasm(program, state, machine);
  let expected = { state: state as Readonly<Record<string, ArrayLike<number>>>, results: {} };
  for (let run = 0; run < runs; run++) {
    executable.run({});
    expected = evaluate(program, rounded(expected.state));
  }
  const actual = executable.readState();
  const results = await executable.read();
  executable.dispose();
  for (const [name, numbers] of Object.entries(expected.state)) {
    expect(relativeError(actual[name] as Float32Array, numbers), name).toBeLessThan(1e-4);
  }
  for (const [name, number] of Object.entries(expected.results)) {
    expect(results.at(-1)?.[name], name).toBeCloseTo(number as number, 3);
  }
}

function rounded(state: Readonly<Record<string, ArrayLike<number>>>): StateData {
  return Object.fromEntries(
    Object.entries(state).map(([name, numbers]) => [
      name,
      numbers instanceof Int32Array ? numbers : Float32Array.from(numbers),
    ]),
  );
}

/** Sides of the output, and for each operand which of them it repeats along, and how many it lacks. */
const broadcast = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 5 }).chain((shape) => {
  const operand = fc
    .tuple(fc.nat(shape.length), fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }))
    .map(([missing, repeats]) =>
      shape.map((side, axis) => (repeats[axis] ? 1 : side)).slice(missing),
    );
  return fc.tuple(fc.constant(shape), operand, operand);
});

describe.each([1, 2])("on %i threads", (threads) => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await openNodeMachine(threads);
  });
  afterAll(() => machine.dispose());

  it.each(opCases)("$title agrees with the reference", ({ program, state }) =>
    expectParity(machine, program, state),
  );

  it.each(notNumberCases)("$title leaves NaN where the reference does", (opCase) => {
    const executable = compileForWasm(opCase.program, opCase.state, machine);
    executable.run({});
    const left = executable.readState();
    executable.dispose();
    expect(nanDifferences(opCase, left)).toEqual([]);
  });

  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    "gives whole tensors, by state that lies elsewhere too: seed %i",
    async (seed) => {
      const random = new RandomProgram(seed);
      const program = random.wholeProgram(20);
      const state = random.state();
      const home = compileForWasm(program, state, machine);
      const places = Object.keys(state).map((name) => [name, home.stateAddress(name)] as const);
      const elsewhere = compileForWasm(
        program,
        Object.fromEntries(places.map(([name, address]) => [name, { address }])),
        machine,
      );
      let expected: StateData = state;
      for (const executable of [home, elsewhere, home]) {
        const outputs = await executable.compute({});
        const run = evaluate(program, expected);
        for (const [name, id] of Object.entries(program.results)) {
          const numbers = run.values.get(id) as Float64Array;
          expect(outputs[name], name).toHaveLength(numbers.length);
          expect(relativeError(outputs[name] as Float32Array, numbers), name).toBeLessThan(1e-4);
        }
        expected = rounded(run.state);
      }
      home.dispose();
      elsewhere.dispose();
    },
  );

  it("broadcasts whatever may be broadcast", async () => {
    const seen: OpCase[] = [];
    fc.assert(
      fc.property(broadcast, ([shape, a, b]) => {
        const op = { name: "binary", fn: "subtract" } as const;
        seen.push(opCase("subtract", op, [normal(1, ...a), normal(2, ...b)], [shape]));
      }),
      { seed: 1, numRuns: 200 },
    );
    for (const { program, state } of seen) await expectParity(machine, program, state);
  });

  it.each(Array.from({ length: 40 }, (_, seed) => seed))(
    "gives a program made at random the numbers of one operation after the other: seed %i",
    (seed) => {
      const random = new RandomProgram(seed);
      return expectParity(machine, random.program(20), random.state(), 2);
    },
  );
});

describe("two threads", () => {
  it("both do a share of long steps", async () => {
    const machine = await openNodeMachine(2);
    const op = { name: "matMul", transposeA: false, transposeB: false } as const;
    const { program, state } = opCase(
      "",
      op,
      [normal(1, 256, 256), normal(2, 256, 256)],
      [[256, 256]],
    );
    const executable = compileForWasm(program, state, machine);
    for (let run = 0; run < 1000 && machine.stepsOfThreads().includes(0); run++) executable.run({});
    const shares = machine.stepsOfThreads();
    machine.dispose();
    expect(shares).toHaveLength(2);
    expect(shares).not.toContain(0);
  });
});

describe("a machine whose memory is short", () => {
  it("has all of it again after whichever block it could not give", async () => {
    const machine = await openNodeMachine(1);
    const { program, state } = opCase("", { name: "unary", fn: "relu" }, [normal(1, 9)], [[9]]);
    const allocate = machine.allocate.bind(machine);
    const firstFree = () => {
      const address = allocate(1);
      machine.free(address);
      return address;
    };
    const before = firstFree();
    const blocks = 2; // its numbers, and its tape
    for (let failing = 0; failing <= blocks; failing++) {
      let made = 0;
      machine.allocate = (bytes) => {
        if (made++ === failing) throw new RangeError("No");
        return allocate(bytes);
      };
      const compile = () => compileForWasm(program, state, machine);
      if (failing < blocks) expect(compile).toThrow("No");
      else compile().dispose();
      expect(firstFree(), `block ${failing}`).toBe(before);
    }
    machine.allocate = allocate;
    const wrong = { in0: new Float32Array(3) };
    expect(() => compileForWasm(program, wrong, machine)).toThrow(RangeError);
    expect(firstFree()).toBe(before);
    machine.dispose();
  });
});
