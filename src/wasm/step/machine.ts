/** The WebAssembly module at work: one memory, the calling thread and its helpers. */
import { Heap } from "./heap.ts";
import { cacheLineBytes, controlBytes, controlWords, mostThreads } from "./stepKinds.ts";

/** What a helper thread needs to take part; sent to it as it is. */
export interface ThreadSeat {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of the control block. */
  readonly control: number;
  /** 1 … threads − 1 */
  readonly thread: number;
  /** Address just above the thread's own stack. */
  readonly stackTop: number;
}

/** Starts a helper thread; resolves to what ends it once it is about to serve. */
export type StartThread = (seat: ThreadSeat) => Promise<() => void>;

/** What the module exports. */
interface NativeStep extends WebAssembly.Exports {
  readonly run: (control: number, tape: number) => void;
  readonly serve?: (control: number, thread: number) => void;
  readonly __heap_base: WebAssembly.Global<"i32">;
  readonly __stack_pointer: WebAssembly.Global<"i32">;
}

const stackBytes = 65_536;
const pageBytes = 65_536;
/** Of the memory, tried in turn: address space that a small device may not have to spare. */
const maximumPages = [32_768, 16_384, 8192];

export class Machine {
  readonly memory: WebAssembly.Memory;
  readonly threads: number;
  readonly #native: NativeStep;
  readonly #heap: Heap;
  readonly #control: number;
  #endThreads: readonly (() => void)[] = [];

  private constructor(module: WebAssembly.Module, memory: WebAssembly.Memory, threads: number) {
    this.memory = memory;
    this.threads = threads;
    this.#native = instantiate(module, memory);
    this.#heap = new Heap(memory, this.#native.__heap_base.value);
    this.#control = this.#heap.allocate(controlBytes);
  }

  /**
   * @param module      a build of `native`, for shared memory exactly where there are helpers
   * @param threads     at least 1, with the calling one
   * @param startThread how to start the others; null allows one only
   */
  static async open(
    module: WebAssembly.Module,
    threads: number,
    startThread: StartThread | null,
  ): Promise<Machine> {
    const count = startThread ? Math.min(threads, mostThreads) : 1;
    const machine = new Machine(module, newMemory(startThread !== null), count);
    if (startThread) await machine.#startThreads(module, startThread);
    return machine;
  }

  async #startThreads(module: WebAssembly.Module, startThread: StartThread): Promise<void> {
    const seats = Array.from({ length: this.threads - 1 }, (_, at): ThreadSeat => {
      const stackTop = this.#heap.allocate(stackBytes) + stackBytes;
      return { module, memory: this.memory, control: this.#control, thread: at + 1, stackTop };
    });
    this.#endThreads = await Promise.all(seats.map(startThread));
  }

  /** Address of a new block of memory. Throws RangeError where there is not enough. */
  allocate(bytes: number): number {
    return this.#heap.allocate(bytes);
  }

  free(address: number): void {
    this.#heap.free(address);
  }

  /** Runs a tape to its end, on all threads. */
  run(tape: number): void {
    this.#native.run(this.#control, tape);
  }

  /** For each thread, the steps it had a share in so far. */
  stepsOfThreads(): number[] {
    const words = this.#controlWords();
    return Array.from(
      { length: this.threads },
      (_, thread) => words[(controlWords.length + thread) * lineWords] as number, // the counters follow the words
    );
  }

  dispose(): void {
    for (const end of this.#endThreads) end();
    this.#endThreads = [];
  }

  #controlWords(): Int32Array {
    return new Int32Array(this.memory.buffer, this.#control, controlBytes / 4);
  }
}

const lineWords = cacheLineBytes / 4;

function newMemory(shared: boolean): WebAssembly.Memory {
  const initial = Math.ceil((4 * stackBytes) / pageBytes);
  for (const maximum of maximumPages) {
    try {
      return new WebAssembly.Memory({ initial, maximum, shared });
    } catch (error) {
      if (maximum === maximumPages.at(-1)) throw error;
    }
  }
  throw new RangeError("No WebAssembly memory"); // not reached: the last try throws
}

/** The module on a memory that others may share. */
function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): NativeStep {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as NativeStep; // native/step.c
}

/** The life of a helper thread; never comes back. `onReady` is called just before it starts to serve. */
export function serve(
  { module, memory, control, thread, stackTop }: ThreadSeat,
  onReady: () => void,
): void {
  const native = instantiate(module, memory);
  native.__stack_pointer.value = stackTop;
  onReady();
  native.serve?.(control, thread);
}
