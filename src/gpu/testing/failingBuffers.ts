/** A GPU whose memory is short at calls of the test's choosing. */

/**
 * `throws`: as a browser does for a buffer that is to start mapped; `invalid`: the buffer is there and of
 * no use, and the device says so a little later.
 */
export type BufferFailure = "throws" | "invalid";

/** @param fails asked at each `createBuffer`, of whichever device */
export function failingBuffers(gpu: GPU, way: BufferFailure, fails: () => boolean): GPU {
  const requestAdapter = async (options?: GPURequestAdapterOptions) => {
    const adapter = await gpu.requestAdapter(options);
    if (!adapter) return null;
    const requestDevice = adapter.requestDevice.bind(adapter);
    return Object.assign(adapter, {
      requestDevice: async (descriptor?: GPUDeviceDescriptor) =>
        spoilt(await requestDevice(descriptor), way, fails),
    });
  };
  return Object.create(gpu, { requestAdapter: { value: requestAdapter } }) as GPU; // all else as it is
}

type Listener = (event: Pick<GPUUncapturedErrorEvent, "error">) => void;

function spoilt(device: GPUDevice, way: BufferFailure, fails: () => boolean): GPUDevice {
  const listeners: Listener[] = [];
  const createBuffer = device.createBuffer.bind(device);
  const addEventListener = device.addEventListener.bind(device);
  return Object.assign(device, {
    addEventListener(type: "uncapturederror", listener: Listener) {
      listeners.push(listener);
      // what is refused because of the buffer is said after it
      addEventListener(type, (event) => queueMicrotask(() => listener(event)));
    },
    createBuffer(descriptor: GPUBufferDescriptor): GPUBuffer {
      if (!fails()) return createBuffer(descriptor);
      if (way === "throws") {
        const { size } = descriptor;
        throw new RangeError(
          `createBuffer failed, size (${size}) is too large for the implementation when mappedAtCreation == true`,
        );
      }
      queueMicrotask(() => {
        for (const listener of listeners) listener({ error: outOfMemory() });
      });
      return invalidBuffer(device, createBuffer, descriptor);
    },
  });
}

/** As Dawn's own of that class, which nobody can make. */
const outOfMemory = (): GPUError =>
  Object.create(GPUOutOfMemoryError.prototype, { message: { value: "Out of memory" } }) as GPUError;

/** It looks like the one asked for. */
function invalidBuffer(
  device: GPUDevice,
  createBuffer: GPUDevice["createBuffer"],
  descriptor: GPUBufferDescriptor,
): GPUBuffer {
  device.pushErrorScope("validation");
  const buffer = createBuffer({ ...descriptor, usage: 0 }); // which is allowed to none
  device.popErrorScope().catch(() => undefined); // of a device that is lost
  return Object.defineProperty(buffer, "usage", { value: descriptor.usage });
}
