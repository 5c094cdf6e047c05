/**
 * Programs made at random, with reads before and after writes, run as fused kernels: whatever was fused,
 * inlined or computed early, the numbers must be those of one operation after the other.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../../graph/testing/opCases.ts";
import { RandomProgram } from "../../../graph/testing/randomProgram.ts";
import { evaluate } from "../../../graph/testing/reference.ts";
import type { GpuDevice } from "../../gpuDevice.ts";
import { dawnDevice } from "../../testing/dawn.ts";
import { compileForGpu } from "../compileForGpu.ts";

let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await dawnDevice();
});
afterAll(() => gpu.close());

const seeds = Array.from({ length: 24 }, (_, seed) => seed);
const runs = 2;

describe.concurrent("a program made at random gives fused what it gives step by step", () => {
  it.each(seeds)("seed %i", async (seed) => {
    const random = new RandomProgram(seed);
    const program = random.program(20);
    let state = random.state();
    const executable = await compileForGpu(gpu.device, program, state, { isSoftware: true });
    const expected = [];
    for (let run = 0; run < runs; run++) {
      executable.run({});
      const after = evaluate(program, state);
      expected.push(after.results);
      state = Object.fromEntries(
        Object.entries(after.state).map(([name, data]) => [name, Float32Array.from(data)]),
      );
    }
    const actual = await executable.readState();
    const results = await executable.read();
    executable.dispose();
    for (const [name, numbers] of Object.entries(state))
      expect(relativeError(actual[name] ?? [], numbers), name).toBeLessThan(1e-4);
    expected.forEach((wanted, run) => {
      for (const [name, number] of Object.entries(wanted))
        expect(results[run]?.[name]).toBeCloseTo(number, 4);
    });
  });
});
