/** Every operation on the device against the reference interpreter, by the kernels of both kinds. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nanDifferences, notNumberCases } from "../../graph/testing/cases/notNumbers.ts";
import type { OpCase } from "../../graph/testing/opCase.ts";
import { opCases, relativeError } from "../../graph/testing/opCases.ts";
import { evaluate } from "../../graph/testing/reference.ts";
import type { GpuDevice } from "../gpuDevice.ts";
import { dawnDevice } from "../testing/dawn.ts";
import { compileForGpu } from "./compileForGpu.ts";

let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await dawnDevice();
});
afterAll(() => gpu.close());

async function expectParity({ program, state }: OpCase, isSoftware: boolean): Promise<void> {
  const expected = evaluate(program, state).state;
  const executable = await compileForGpu(gpu.device, program, state, { isSoftware });
  executable.run({});
  const actual = await executable.readState();
  executable.dispose();
  for (const [name, numbers] of Object.entries(expected))
    expect(relativeError(actual[name] ?? [], numbers), name).toBeLessThan(1e-4);
}

// Kernels compile on threads of their own, several cases at a time.
describe.concurrent("kernels for software agree with the reference on", () => {
  it.each(opCases)("$title", (opCase) => expectParity(opCase, true));
});

/** Products and sums differ between the two kinds; SwiftShader is slow to compile these, so some do. */
const differing = opCases.filter(({ title }) =>
  /^(conv|matMul|batchNorm|instanceNorm|sum|mean)/.test(title),
);
const someEach = 7;

describe.concurrent("kernels for GPUs agree with the reference on", () => {
  const cases = differing.filter((_, at) => at % someEach === 0);
  it.each(cases)("$title", (opCase) => expectParity(opCase, false));
});

async function expectSameNan(opCase: OpCase, isSoftware: boolean): Promise<void> {
  const { program, state } = opCase;
  const executable = await compileForGpu(gpu.device, program, state, { isSoftware });
  executable.run({});
  const left = await executable.readState();
  executable.dispose();
  expect(nanDifferences(opCase, left)).toEqual([]);
}

describe.concurrent("kernels leave NaN where the reference does, in", () => {
  it.each(notNumberCases)("$title", (opCase) => expectSameNan(opCase, true));
});

/** Where threads of a workgroup share the numbers. */
const shared = notNumberCases.filter(({ title }) => /^(max|min|mean|sum) /.test(title));

describe.concurrent("kernels for GPUs leave NaN where the reference does, in", () => {
  it.each(shared)("$title", (opCase) => expectSameNan(opCase, false));
});
