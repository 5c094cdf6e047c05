/** From a program to its kernels on a device: steps → fused groups → dispatches → memory → pipelines. */
import { type Program, sizeOf, type Value, type ValueId } from "../../graph/program.ts";
import { Allocator } from "./device/allocator.ts";
import { Memory, type StateSource } from "./device/memory.ts";
import { compileKernels, type Kernel, type OnProgress } from "./device/pipelines.ts";
import type { TypedRegion } from "./device/readRegions.ts";
import { ResultRing } from "./device/resultRing.ts";
import { GpuExecutable, type Launch } from "./gpuExecutable.ts";
import { dispatchesOf } from "./kernels/families.ts";
import { type Dispatch, Workbench } from "./kernels/workbench.ts";
import { fuse } from "./plan/fuse.ts";
import { stepsOf } from "./plan/steps.ts";
import { unsupported } from "./unsupported.ts";

export interface CompileOptions {
  /** Whether the device is emulated on the processor (`isSoftwareAdapter`); its kernels differ. */
  readonly isSoftware?: boolean;
  readonly onProgress?: OnProgress;
}

/**
 * @param state what each state starts with, or the buffer that holds it: such a buffer is changed in
 *              place by every run and stays the caller's
 * @throws Error where the program is `unsupported`, or a kernel needs too many buffers or does not compile
 */
export async function compileForGpu(
  device: GPUDevice,
  program: Program,
  state: Readonly<Record<string, StateSource>>,
  { isSoftware = false, onProgress = () => {} }: CompileOptions = {},
): Promise<GpuExecutable> {
  const obstacle = unsupported(program, device.limits);
  if (obstacle) throw new Error(obstacle);
  const mostBindings = device.limits.maxStorageBuffersPerShaderStage;
  const bench = new Workbench(fuse(stepsOf(program), mostBindings), {
    isSoftware,
    mostBindings,
    mostWorkgroups: device.limits.maxComputeWorkgroupsPerDimension,
  });
  const dispatches = bench.plan.groups.flatMap((group) => dispatchesOf(group, bench));
  checkBindings(dispatches, mostBindings);
  const allocator = new Allocator(device);
  try {
    const memory = new Memory(device, allocator, bench, dispatches, state);
    const launches = await launchesOf(device, dispatches, memory, onProgress);
    const results = new Map(
      Object.entries(bench.plan.results).map(([name, id]) => [name, resultOf(id, bench, memory)]),
    );
    const ring = new ResultRing(allocator, Object.fromEntries(results));
    const flopPerSubmit = isSoftware ? 1e8 : 5e10; // about 50 ms on two cores, or on a small GPU
    return new GpuExecutable(device, { allocator, memory, launches, ring, results, flopPerSubmit });
  } catch (error) {
    allocator.dispose();
    throw error;
  }
}

/** Its own numbers, though the buffer may be longer: others shared it before. */
function resultOf(id: ValueId, { plan: { values } }: Workbench, memory: Memory): TypedRegion {
  const { shape, dtype } = values[id] as Value; // ids are indices
  return { ...memory.region(id), bytes: sizeOf(shape) * 4, dtype };
}

async function launchesOf(
  device: GPUDevice,
  dispatches: readonly Dispatch[],
  memory: Memory,
  onProgress: OnProgress,
): Promise<Launch[]> {
  const kernels = await compileKernels(device, dispatches, onProgress);
  return dispatches.map((dispatch, at) => {
    const { pipeline, layout } = kernels[at] as Kernel; // one each
    const entries = dispatch.bindings.map(({ storage }, binding) => {
      const { buffer, offset, bytes } = memory.region(storage);
      return { binding, resource: { buffer, offset, size: bytes } };
    });
    return { ...dispatch, pipeline, bindGroup: device.createBindGroup({ layout, entries }) };
  });
}

/** Fusion keeps to the limit; an operation with more operands than that cannot. */
function checkBindings(dispatches: readonly Dispatch[], most: number): void {
  const large = dispatches.find(({ bindings }) => bindings.length > most);
  if (large)
    throw new Error(
      `"${large.label}" needs ${large.bindings.length} buffers of the device's ${most}`,
    );
}
