/** Counts what a library asks of WebGPU, whichever library it is: the objects' own methods are wrapped. */

export interface GpuCounts {
  readonly dispatches: number;
  readonly submits: number;
  readonly writeBuffers: number;
  readonly buffersMade: number;
  readonly bindGroupsMade: number;
}

type Counter = keyof GpuCounts;

export class GpuMeter {
  readonly #counts: Record<Counter, number> = {
    dispatches: 0,
    submits: 0,
    writeBuffers: 0,
    buffersMade: 0,
    bindGroupsMade: 0,
  };
  #bytes = 0;
  #peakBytes = 0;

  /** From now on, for all devices of this thread. Call once, before a device is made. */
  constructor() {
    this.#count("dispatches", GPUComputePassEncoder.prototype, "dispatchWorkgroups");
    this.#count("submits", GPUQueue.prototype, "submit");
    this.#count("writeBuffers", GPUQueue.prototype, "writeBuffer");
    this.#count("buffersMade", GPUDevice.prototype, "createBuffer");
    this.#count("bindGroupsMade", GPUDevice.prototype, "createBindGroup");
    this.#weighBuffers();
  }

  /** Since the meter was made. */
  counts(): GpuCounts {
    return { ...this.#counts };
  }

  /** Of all buffers that were there at the same time. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  #count<T extends object>(counter: Counter, prototype: T, method: keyof T & string): void {
    const counts = this.#counts;
    wrap(prototype, method, () => {
      counts[counter]++;
    });
  }

  #weighBuffers(): void {
    const live = new WeakMap<object, number>();
    wrap(GPUDevice.prototype, "createBuffer", (buffer) => {
      const { size } = buffer as GPUBuffer;
      live.set(buffer as GPUBuffer, size);
      this.#bytes += size;
      this.#peakBytes = Math.max(this.#peakBytes, this.#bytes);
    });
    wrap(GPUBuffer.prototype, "destroy", (_, buffer) => {
      this.#bytes -= live.get(buffer) ?? 0;
      live.delete(buffer); // destroying twice is allowed
    });
  }
}

/** What happened between two counts. */
export function difference(after: GpuCounts, before: GpuCounts): GpuCounts {
  const entries = Object.entries(after) as [Counter, number][];
  return Object.fromEntries(
    entries.map(([counter, count]) => [counter, count - before[counter]]),
  ) as Record<Counter, number>;
}

/** Lets `after` know of each call of a method, with what it gave. */
function wrap<T extends object>(
  prototype: T,
  method: keyof T & string,
  after: (result: unknown, object: object) => void,
): void {
  const original = prototype[method] as (...args: unknown[]) => unknown;
  const wrapped = function (this: object, ...args: unknown[]): unknown {
    const result = original.apply(this, args);
    after(result, this);
    return result;
  };
  Object.defineProperty(prototype, method, { value: wrapped, writable: true, configurable: true });
}
