/** Runs on real WebGPU devices that may fail, with the whole of the engine that sees to it. */
import { type GpuDevice, requestGpuDevice } from "../../gpu/gpuDevice.ts";
import { nextTask } from "../../lib/nextTask.ts";
import { computeHost } from "../backendOpeners.ts";
import { Compute } from "../compute/compute.ts";
import { failureName } from "../failure.ts";
import { disk, session } from "./runsSession.ts";

export interface RunsOnGpuOptions {
  /** Gives devices. */
  readonly gpu: GPU;
  /** Steps compiled for the device, or by TensorFlow.js on it. */
  readonly isCompiled: boolean;
  /** Milliseconds, for the ladder; `performance.now` where it is left out. */
  readonly now?: () => number;
}

export async function runsOnGpu({ gpu, isCompiled, now }: RunsOnGpuOptions) {
  Object.assign(globalThis, { navigator: { gpu } }); // tfjs asks for it there
  const devices: GpuDevice[] = [];
  const compute = new Compute({
    choice: "webgpu",
    results: {
      getValue: async () => ({ passed: true, at: Date.now() }), // SwiftShader is known to be right
      setValue: async () => undefined,
    },
    ...(now && { now }),
    host: (onFault) =>
      computeHost(onFault, async (report) => {
        const device = await requestGpuDevice(report, gpu);
        if (device) devices.push(device);
        return device;
      }),
    events: {
      onChange: () => undefined,
      onLeave: () => opened.runs.leave(),
      onReplaced: (reason) => void opened.runs.recover(reason),
    },
  });
  const kept = disk();
  const opened = session(kept, {
    backend: () => compute.info.backend,
    compiler: () => (isCompiled ? compute.compiler : null),
    whenDone: () => compute.whenDone(),
    isDeviceLost: () => compute.isLost,
    deviceFailed: (error) => compute.report(failureName(error)),
  });
  await compute.start();
  return { ...opened, kept, compute, devices };
}

const longestWaitMs = 60_000;

/** @returns false where that takes too long */
export async function until(isSo: () => Promise<boolean>): Promise<boolean> {
  const started = performance.now();
  while (!(await isSo())) {
    if (performance.now() - started > longestWaitMs) return false;
    await nextTask();
  }
  return true;
}
