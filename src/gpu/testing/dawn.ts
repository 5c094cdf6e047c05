/** WebGPU in Node, by Dawn: kernels are tested without a browser, on SwiftShader or on a GPU. */
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { create, globals } from "webgpu";
import { type GpuDevice, requestGpuDevice } from "../gpuDevice.ts";

/** glibc's flag that keeps a library loaded; Node has no name for it. */
const keepLoaded = 0x1000;

/** Held for the life of the process: Dawn frees devices with it. */
let gpu: GPU | undefined;

/**
 * A device on the driver that `VK_DRIVER_FILES` names (`scripts/dawn.ts`, set for tests), or on the
 * system's own.
 * @throws where there is none; faults of the device throw outside of any test, which fails the run
 */
export async function dawnDevice(): Promise<GpuDevice> {
  const device = await requestGpuDevice(({ kind, message }) => {
    throw new Error(`WebGPU ${kind}: ${message}`);
  }, dawnGpu());
  if (!device) throw new Error("No WebGPU adapter: set VK_DRIVER_FILES to a Vulkan driver");
  return device;
}

/**
 * Workgroup memory starts with whatever lies there: SwiftShader compiles the loops that clear it for a third of its
 * time, and a kernel that counted on zeros would be found out.
 */
const withoutInitialZeros = "enable-dawn-features=disable_workgroup_init";

/** What `navigator.gpu` is in a browser. */
export function dawnGpu(): GPU {
  loadVulkan();
  Object.assign(globalThis, globals);
  const isSoftware = /swiftshader/.test(process.env.VK_DRIVER_FILES ?? "");
  if (!gpu && isSoftware) restWhileWaiting();
  gpu ??= create(isSoftware ? [withoutInitialZeros] : []);
  return gpu;
}

/**
 * Dawn asks its device for news by the global `setImmediate`, again and again for as long as it waits,
 * which keeps a core from SwiftShader's own work on it. Once a millisecond does.
 */
function restWhileWaiting(): void {
  const setImmediate = (act: () => void) => setTimeout(act, 1);
  Object.assign(globalThis, { setImmediate });
}

/** Chromium brings a Vulkan loader beside its driver: it is used where the system has none. */
function loadVulkan(): void {
  const loader = join(dirname(process.env.VK_DRIVER_FILES ?? ""), "libvulkan.so.1");
  if (!existsSync(loader)) return;
  try {
    process.dlopen({ exports: {} }, loader, constants.dlopen.RTLD_NOW | keepLoaded);
  } catch {
    // Not a module of Node's, which is reported only after it was loaded.
  }
}
