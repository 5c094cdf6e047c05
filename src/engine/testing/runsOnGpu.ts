/** Runs on real WebGPU devices that may fail, with the whole of the engine that sees to it. */
import { type GpuDevice, requestGpuDevice } from "../../gpu/gpuDevice.ts";
import { nextTask } from "../../lib/nextTask.ts";
import { computeHost } from "../compute/backendOpeners.ts";
import { Compute } from "../compute/compute.ts";
import { failureName } from "../compute/failure.ts";
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
  /** How many there were, and the newest alone: to hold a lost one is to hold all that was on it. */
  const devices: { count: number; last: GpuDevice | null } = { count: 0, last: null };
  const known: WeakRef<GPUDevice>[] = [];
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
        if (device) {
          devices.count++;
          devices.last = device;
          known.push(new WeakRef(device.device));
        }
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
  /** Devices that something still holds, as far as the garbage was collected. */
  const devicesHeld = () => known.filter((device) => device.deref() !== undefined).length;
  return { ...opened, kept, compute, devices, devicesHeld };
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
