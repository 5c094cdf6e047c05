/** Our executors as what runs a program once. */
import type { GpuDevice } from "../../src/gpu/gpuDevice.ts";
import { compileForGpu } from "../../src/gpu/step/compileForGpu.ts";
import { compileForWasm } from "../../src/wasm/step/compileForWasm.ts";
import type { Machine } from "../../src/wasm/step/machine.ts";
import type { RunOnce } from "./checkCases.ts";

/** @param isSoftware which kernels: those for a software adapter, or those for a GPU; either runs both */
export function onGpu({ device }: GpuDevice, isSoftware: boolean): RunOnce {
  return async (program, state) => {
    const executable = await compileForGpu(device, program, state, { isSoftware });
    executable.run({});
    const after = await executable.readState();
    executable.dispose();
    return after;
  };
}

export function onWasm(machine: Machine): RunOnce {
  return async (program, state) => {
    const executable = compileForWasm(program, state, machine);
    executable.run({});
    const after = executable.readState();
    executable.dispose();
    return after;
  };
}
