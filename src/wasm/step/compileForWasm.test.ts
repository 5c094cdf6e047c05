/** Every operation of a program on the machine, held to the reference interpreter. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { opCases, relativeError } from "../../graph/testing/opCases.ts";
import { evaluate } from "../../graph/testing/reference.ts";
import { compileForWasm } from "./compileForWasm.ts";
import type { Machine } from "./machine.ts";
import { openNodeMachine } from "./testing/nodeMachine.ts";

describe.each([1, 2])("on %i threads", (threads) => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await openNodeMachine(threads);
  });
  afterAll(() => machine.dispose());

  it.each(opCases)("$title agrees with the reference", ({ program, state }) => {
    const expected = evaluate(program, state).state;
    const executable = compileForWasm(program, state, machine);
    executable.run({});
    const actual = executable.readState();
    executable.dispose();
    for (const [name, numbers] of Object.entries(expected)) {
      expect(relativeError(actual[name] as Float32Array, numbers), name).toBeLessThan(1e-4);
    }
  });
});
