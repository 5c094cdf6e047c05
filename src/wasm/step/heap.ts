/** Blocks of the machine's memory, each in the lowest gap that fits. Memory only grows. */

const pageBytes = 65_536;
const alignment = 64;

export class Heap {
  readonly #memory: WebAssembly.Memory;
  readonly #start: number;
  /** In the order of their addresses. */
  readonly #blocks: { readonly start: number; readonly end: number }[] = [];

  /** @param start first byte that may be used */
  constructor(memory: WebAssembly.Memory, start: number) {
    this.#memory = memory;
    this.#start = aligned(start);
  }

  /**
   * Address of a new block, on a cache line; a cache line more is left behind it for loads that reach
   * beyond the end.
   * @throws RangeError where memory cannot grow that far
   */
  allocate(bytes: number): number {
    const size = aligned(bytes) + alignment;
    let start = this.#start;
    let place = 0;
    for (const block of this.#blocks) {
      if (block.start - start >= size) break;
      start = block.end;
      place++;
    }
    const end = start + size;
    const missing = end - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / pageBytes));
    this.#blocks.splice(place, 0, { start, end });
    return start;
  }

  free(address: number): void {
    const place = this.#blocks.findIndex(({ start }) => start === address);
    if (place >= 0) this.#blocks.splice(place, 1);
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}
