/** How a compiled program is fed, replayed and read. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Program } from "../../graph/program.ts";
import { relativeError } from "../../graph/testing/opCases.ts";
import { RandomProgram } from "../../graph/testing/randomProgram.ts";
import { evaluate } from "../../graph/testing/reference.ts";
import type { GpuDevice } from "../gpuDevice.ts";
import { dawnDevice } from "../testing/dawn.ts";
import { compileForGpu } from "./compileForGpu.ts";

let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await dawnDevice();
});
afterAll(() => gpu.close());

/** total ← total + x; gives the mean of the new total. */
const adding: Program = {
  values: [
    { shape: [4], dtype: "float32", origin: { kind: "state", name: "total" } },
    { shape: [4], dtype: "float32", origin: { kind: "feed", name: "x" } },
    { shape: [4], dtype: "float32", origin: { kind: "node" } },
    { shape: [], dtype: "float32", origin: { kind: "node" } },
  ],
  nodes: [
    { op: { name: "binary", fn: "add" }, inputs: [0, 1], outputs: [2] },
    { op: { name: "assign" }, inputs: [0, 2], outputs: [] },
    { op: { name: "reduce", fn: "mean", axes: [0] }, inputs: [2], outputs: [3] },
  ],
  results: { mean: 3 },
};

const ones = { x: Float32Array.of(1, 1, 1, 1) };
const zeros = () => ({ total: new Float32Array(4) });

it("gives the results of every run in order, however many nobody has read", async () => {
  const executable = await compileForGpu(gpu.device, adding, zeros());
  const runs = 150;
  for (let run = 0; run < runs; run++) executable.run(ones);

  const results = await executable.read();

  expect(results).toEqual(Array.from({ length: runs }, (_, run) => ({ mean: run + 1 })));
  expect(await executable.read()).toEqual([]);
  executable.dispose();
});

it.each(Array.from({ length: 10 }, (_, seed) => seed))(
  "gives whole tensors: seed %i",
  async (seed) => {
    const random = new RandomProgram(seed);
    const program = random.wholeProgram(12);
    const state = random.state();
    const executable = await compileForGpu(gpu.device, program, state);
    const first = executable.compute({}); // not waited for: the next run must not change it
    const second = executable.compute({});
    const run = evaluate(program, state);
    const next = evaluate(
      program,
      mapValues(run.state, (numbers) => Float32Array.from(numbers)),
    );
    for (const [outputs, { values }] of [
      [await first, run],
      [await second, next],
    ] as const)
      for (const [name, id] of Object.entries(program.results)) {
        const numbers = values.get(id) as Float64Array;
        expect(outputs[name], name).toHaveLength(numbers.length);
        expect(relativeError(outputs[name] as Float32Array, numbers), name).toBeLessThan(1e-4);
      }
    executable.dispose();
  },
);

const mapValues = <From, To>(record: Readonly<Record<string, From>>, to: (value: From) => To) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]));

it("compiles no kernel twice on a device", async () => {
  const first = await compileForGpu(gpu.device, adding, zeros());
  const compile = vi.spyOn(gpu.device, "createComputePipelineAsync");
  const second = await compileForGpu(gpu.device, adding, zeros());
  expect(compile).not.toHaveBeenCalled();
  compile.mockRestore();
  for (const executable of [first, second]) executable.run(ones);
  expect(await second.read()).toEqual([{ mean: 1 }]);
  first.dispose();
  second.dispose();
});

it("makes nothing anew once it has been read", async () => {
  const executable = await compileForGpu(gpu.device, adding, zeros());
  executable.run(ones);
  await executable.read();
  const before = executable.stats();
  const createBindGroup = vi.spyOn(gpu.device, "createBindGroup");

  executable.run(ones);
  await executable.read();

  const after = executable.stats();
  expect(after.buffersMade).toBe(before.buffersMade);
  expect(createBindGroup).not.toHaveBeenCalled();
  expect(after.writeBuffers - before.writeBuffers).toBe(1);
  expect(after.submits - before.submits).toBe(2); // the run, and the copy of its results
  createBindGroup.mockRestore();
  executable.dispose();
});

it("changes a buffer of the caller's in place, and leaves it when it goes", async () => {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const total = gpu.device.createBuffer({ size: 16, usage });
  gpu.device.queue.writeBuffer(total, 0, Float32Array.of(1, 2, 3, 4));
  const executable = await compileForGpu(gpu.device, adding, { total });

  executable.run(ones);

  expect(await executable.readState()).toEqual({ total: Float32Array.of(2, 3, 4, 5) });
  executable.dispose();
  const again = await compileForGpu(gpu.device, adding, { total });
  expect(await again.readState()).toEqual({ total: Float32Array.of(2, 3, 4, 5) });
  again.dispose();
  total.destroy();
});

it("says which feed or state is missing or of another size", async () => {
  await expect(compileForGpu(gpu.device, adding, {})).rejects.toThrow('State "total"');
  const executable = await compileForGpu(gpu.device, adding, zeros());
  expect(() => executable.run({})).toThrow('Feed "x" needs 4 numbers');
  expect(() => executable.run({ x: Float32Array.of(1) })).toThrow(
    'Feed "x" needs 4 numbers, not 1',
  );
  executable.dispose();
});

it("refuses what the device cannot hold", async () => {
  const side = 2 ** 16;
  const huge: Program = {
    ...adding,
    values: adding.values.map((value) => ({ ...value, shape: [side, side] })),
  };
  await expect(compileForGpu(gpu.device, huge, {})).rejects.toThrow(`A value [${side},${side}]`);
});

it("refuses an operation with more operands than a kernel has buffers", async () => {
  const count = gpu.device.limits.maxStorageBuffersPerShaderStage;
  const names = Array.from({ length: count }, (_, at) => `part${at}`);
  const long: Program = {
    values: [
      ...names.map((name) => ({
        shape: [2],
        dtype: "float32" as const,
        origin: { kind: "state" as const, name },
      })),
      { shape: [2 * count], dtype: "float32", origin: { kind: "node" } },
      { shape: [2 * count], dtype: "float32", origin: { kind: "state", name: "all" } },
    ],
    nodes: [
      { op: { name: "concat", axis: 0 }, inputs: names.map((_, at) => at), outputs: [count] },
      { op: { name: "assign" }, inputs: [count + 1, count], outputs: [] },
    ],
    results: {},
  };
  await expect(compileForGpu(gpu.device, long, {})).rejects.toThrow("buffers of the device's");
});

it("times each dispatch", async () => {
  const executable = await compileForGpu(gpu.device, adding, zeros());
  const times = await executable.profile(ones);
  expect(times).toHaveLength(executable.stats().dispatches);
  expect(await executable.readState()).toEqual({ total: ones.x });
  executable.dispose();
});
