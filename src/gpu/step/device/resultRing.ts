/**
 * The results of runs that nobody has read yet: each run copies its numbers into the next row of a
 * buffer; a full buffer is set aside for reading, so that `run` never waits.
 */
import type { Results } from "../../../graph/executable.ts";
import type { Allocator, Region } from "./allocator.ts";

const rows = 64;

interface Batch {
  readonly staging: GPUBuffer;
  readonly count: number;
}

export class ResultRing {
  readonly #allocator: Allocator;
  readonly #names: readonly string[];
  readonly #sources: readonly Region[];
  readonly #ring: GPUBuffer;
  readonly #free: GPUBuffer[] = [];
  #full: Batch[] = [];
  #row = 0;

  /** @param sources where each result is after a run, by name */
  constructor(allocator: Allocator, sources: Readonly<Record<string, Region>>) {
    this.#allocator = allocator;
    this.#names = Object.keys(sources);
    this.#sources = Object.values(sources);
    this.#ring = allocator.buffer(this.#bytes(rows), ["COPY_SRC", "COPY_DST"]);
    this.#free.push(this.#newStaging());
  }

  /** Adds the copies of one run. */
  record(encoder: GPUCommandEncoder): void {
    this.#sources.forEach(({ buffer, offset }, column) => {
      const to = (this.#row * this.#names.length + column) * 4;
      encoder.copyBufferToBuffer(buffer, offset, this.#ring, to, 4);
    });
    this.#row++;
    if (this.#row === rows) this.#setAside(encoder);
  }

  /** Adds the copy that makes the newest rows readable; true where there are any. */
  flush(encoder: GPUCommandEncoder): boolean {
    if (this.#row === 0) return false;
    this.#setAside(encoder);
    return true;
  }

  /** All rows that were flushed since the last call, in order. */
  async take(): Promise<Results[]> {
    const batches = this.#full;
    this.#full = [];
    const read = await Promise.all(batches.map((batch) => this.#read(batch)));
    return read.flat();
  }

  #setAside(encoder: GPUCommandEncoder): void {
    const staging = this.#free.pop() ?? this.#newStaging();
    encoder.copyBufferToBuffer(this.#ring, 0, staging, 0, this.#bytes(this.#row));
    this.#full.push({ staging, count: this.#row });
    this.#row = 0;
  }

  async #read({ staging, count }: Batch): Promise<Results[]> {
    await staging.mapAsync(1, 0, this.#bytes(count)); // GPUMapMode.READ, a global that Node lacks
    const numbers = new Float32Array(staging.getMappedRange(0, this.#bytes(count)).slice(0));
    staging.unmap();
    this.#free.push(staging);
    const columns = this.#names.length;
    return Array.from({ length: count }, (_, row) =>
      Object.fromEntries(
        this.#names.map((name, column) => [name, numbers[row * columns + column] as number]),
      ),
    );
  }

  /** Of so many rows; no buffer may be empty. */
  #bytes(count: number): number {
    return Math.max(4, count * this.#names.length * 4);
  }

  #newStaging(): GPUBuffer {
    return this.#allocator.buffer(this.#bytes(rows), ["MAP_READ", "COPY_DST"]);
  }
}
