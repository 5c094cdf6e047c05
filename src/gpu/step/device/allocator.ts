/** Makes the device memory of one executable, counts it and frees it. */

/** A part of a buffer that holds one value. */
export interface Region {
  readonly buffer: GPUBuffer;
  /** Bytes, a multiple of 256. */
  readonly offset: number;
  readonly bytes: number;
}

/** The values of GPUBufferUsage, a global that Node lacks. */
const usages = { MAP_READ: 1, COPY_SRC: 4, COPY_DST: 8, STORAGE: 128 } as const;

type Usage = keyof typeof usages;

/** Where a storage binding may start: the largest `minStorageBufferOffsetAlignment`. */
const alignment = 256;

export class Allocator {
  readonly #device: GPUDevice;
  readonly #buffers: GPUBuffer[] = [];
  #bytes = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** How many buffers were made so far. */
  get count(): number {
    return this.#buffers.length;
  }
  /** What they hold together. */
  get bytes(): number {
    return this.#bytes;
  }

  buffer(bytes: number, usage: readonly Usage[]): GPUBuffer {
    const buffer = this.#device.createBuffer({
      size: bytes,
      usage: usage.reduce((bits, name) => bits | usages[name], 0),
    });
    this.#buffers.push(buffer);
    this.#bytes += bytes;
    return buffer;
  }

  /** A buffer that kernels use. */
  storage(bytes: number): GPUBuffer {
    return this.buffer(bytes, ["STORAGE", "COPY_SRC", "COPY_DST"]);
  }

  /** One buffer for several values, in order. */
  packed(sizes: readonly number[]): Region[] {
    let end = 0;
    const starts = sizes.map((bytes) => {
      const start = end;
      end += Math.ceil(bytes / alignment) * alignment;
      return start;
    });
    if (sizes.length === 0) return [];
    const buffer = this.storage(end);
    return sizes.map((bytes, at) => ({ buffer, offset: starts[at] ?? 0, bytes }));
  }

  dispose(): void {
    for (const buffer of this.#buffers) buffer.destroy();
    this.#buffers.length = 0;
  }
}
