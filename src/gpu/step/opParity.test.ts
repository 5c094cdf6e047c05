/** Every operation on the device against the reference interpreter. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { opCases, relativeError } from "../../graph/testing/opCases.ts";
import { evaluate } from "../../graph/testing/reference.ts";
import type { GpuDevice } from "../gpuDevice.ts";
import { dawnDevice } from "../testing/dawn.ts";
import { compileForGpu } from "./compileForGpu.ts";

let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await dawnDevice();
});
afterAll(() => gpu.device.destroy());

describe("the WebGPU executor agrees with the reference on", () => {
  it.each(opCases)("$title", async ({ program, state }) => {
    const expected = evaluate(program, state).state;
    const executable = await compileForGpu(gpu.device, program, state, { isSoftware: true });
    executable.run({});
    const actual = await executable.readState();
    for (const [name, numbers] of Object.entries(expected))
      expect(relativeError(actual[name] ?? [], numbers), name).toBeLessThan(1e-4);
    executable.dispose();
  });
});
