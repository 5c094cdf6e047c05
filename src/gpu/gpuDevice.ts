/**
 * Our own WebGPU device: tfjs's default one asks without checks and never notices a loss. The device
 * is requested with the features and limits that its adapter offers, watched from the first moment,
 * and its queue counts submissions.
 */

/** Used where the adapter has them; none is required. */
const wantedFeatures = [
  "timestamp-query",
  "bgra8unorm-storage",
  "shader-f16",
  "subgroups",
] as const;

const wantedLimits = [
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxComputeWorkgroupSizeX",
  "maxComputeInvocationsPerWorkgroup",
  "maxStorageBuffersPerShaderStage",
] as const;

/** Only emulated on the processor: correct, but slower than WASM. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|basic render/i;

export type GpuFault =
  | { readonly kind: "lost"; readonly message: string }
  | { readonly kind: "outOfMemory"; readonly message: string }
  | { readonly kind: "invalid"; readonly message: string };

export interface GpuDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** Readable name of the adapter. */
  readonly name: string;
  readonly isSoftware: boolean;
  /** `GPUQueue.submit` calls so far. */
  readonly submits: () => number;
  readonly isLost: () => boolean;
  /** Gives it up with all that is on it; no fault of it is told any more. */
  readonly close: () => void;
}

/**
 * @param onFault called for a lost device and for uncaught errors, until it is closed
 * @returns null where WebGPU or an adapter is missing
 */
export async function requestGpuDevice(
  onFault: (fault: GpuFault) => void,
  gpu: GPU | null = navigator.gpu ?? null,
): Promise<GpuDevice | null> {
  const adapter = await gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return null;
  const device = await adapter.requestDevice({
    requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(
      wantedLimits.flatMap((limit) => {
        const value = adapter.limits[limit];
        return value === undefined ? [] : [[limit, value]];
      }),
    ),
  });
  let isClosed = false;
  const watched = watch(device, (fault) => {
    if (isClosed) return;
    if (fault.kind === "invalid") console.error(`The GPU refused a command: ${fault.message}`);
    onFault(fault);
  });
  const info = adapter.info;
  return {
    device,
    info,
    name: adapterName(info),
    isSoftware: isSoftwareAdapter(info),
    submits: countSubmits(device.queue),
    isLost: () => watched.isLost,
    close() {
      isClosed = true;
      device.destroy();
    },
  };
}

function watch(
  device: GPUDevice,
  onFault: (fault: GpuFault) => void,
): { readonly isLost: boolean } {
  const watched = { isLost: false };
  void device.lost.then(({ message }) => {
    watched.isLost = true;
    device.removeEventListener("uncapturederror", tell); // in Node it would keep all that was on the device
    onFault({ kind: "lost", message });
  });
  const tell = ({ error }: GPUUncapturedErrorEvent) => {
    const kind = error instanceof GPUOutOfMemoryError ? "outOfMemory" : "invalid";
    onFault({ kind, message: error.message });
  };
  device.addEventListener("uncapturederror", tell);
  return watched;
}

/** Whether an adapter is emulated on the processor. */
export function isSoftwareAdapter(info: GPUAdapterInfo): boolean {
  return (
    info.isFallbackAdapter === true ||
    softwareNames.test(`${info.architecture} ${info.description} ${info.device}`)
  );
}

/** "Apple M2", "NVIDIA GeForce RTX 3060", "SwiftShader"; what the browser reveals of it. */
export function adapterName(info: GPUAdapterInfo): string {
  if (/swiftshader/i.test(info.architecture)) return "SwiftShader";
  return info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") || "GPU";
}

function countSubmits(queue: GPUQueue): () => number {
  let count = 0;
  const submit = queue.submit.bind(queue);
  queue.submit = (buffers) => {
    count++;
    submit(buffers);
  };
  return () => count;
}
