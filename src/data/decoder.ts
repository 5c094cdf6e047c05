/**
 * Decodes pictures in disposable workers, at most two at once: a file that keeps its decoder busy for
 * more than 5 s costs that worker its life and nothing else. Where workers cannot start workers, it
 * decodes in place, without the kill.
 */
import { type DecodedPicture, decodePicture } from "./decodePicture.ts";
import type { DecodeMessage, DecodeRequest } from "./decodeWorker.ts";
import { UnreadableImage } from "./errors.ts";
import { limits } from "./limits.ts";
import type { Target } from "./scaledSize.ts";

export interface Decoder {
  /**
   * First frame, upright, scaled, on white. The file must have passed `inspectFile`.
   * @throws UnreadableImage with `damaged` or `timedOut`
   */
  decodePhoto(blob: Blob, target: Target): Promise<DecodedPicture>;
  /** Ends the workers; decodes in flight are refused. */
  dispose(): void;
}

export interface DecoderOptions {
  /** Kill time, ms; `limits.decodeMs` unless a test is in a hurry. */
  readonly timeoutMs?: number;
  /** Starts a worker that speaks `DecodeMessage`; throws where that is impossible. */
  readonly spawn?: () => Worker;
}

/** The worker did not start; the picture is not to blame. */
class NoWorker extends Error {
  override readonly name = "NoWorker";
}

export function createDecoder(options: DecoderOptions = {}): Decoder {
  return new WorkerDecoder(options);
}

class WorkerDecoder implements Decoder {
  readonly #timeoutMs: number;
  readonly #spawn: () => Worker;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, (error: Error) => void>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #isInPlace = false;

  constructor({ timeoutMs = limits.decodeMs, spawn = spawnDecodeWorker }: DecoderOptions) {
    this.#timeoutMs = timeoutMs;
    this.#spawn = spawn;
  }

  async decodePhoto(blob: Blob, target: Target): Promise<DecodedPicture> {
    if (this.#running < limits.decodesAtOnce) this.#running++;
    else await new Promise<void>((go) => this.#waiting.push(go));
    try {
      return await this.#decodeNow(blob, target);
    } finally {
      const next = this.#waiting.shift(); // takes over this slot
      if (next) next();
      else this.#running--;
    }
  }

  dispose(): void {
    for (const [worker, reject] of this.#busy) {
      worker.terminate();
      reject(new UnreadableImage("unreadable"));
    }
    for (const worker of this.#idle.splice(0)) worker.terminate();
  }

  async #decodeNow(blob: Blob, target: Target): Promise<DecodedPicture> {
    if (!this.#isInPlace) {
      try {
        return await this.#decodeInWorker(blob, target);
      } catch (error) {
        if (!(error instanceof NoWorker)) throw error;
        this.#isInPlace = true;
      }
    }
    return decodePicture(blob, target).catch(() => {
      throw new UnreadableImage("damaged");
    });
  }

  async #decodeInWorker(blob: Blob, target: Target): Promise<DecodedPicture> {
    const worker = this.#idle.pop() ?? (await startWorker(this.#spawn));
    const answer = await new Promise<DecodeMessage>((resolve, reject) => {
      this.#busy.set(worker, reject);
      ask(worker, blob, target, this.#timeoutMs).then(resolve, reject);
    })
      .catch((error: unknown) => {
        worker.terminate(); // stuck or broken: the next picture gets a fresh one
        throw error;
      })
      .finally(() => this.#busy.delete(worker));
    this.#idle.push(worker);
    if (answer.type !== "decoded") throw new UnreadableImage("damaged");
    return answer.picture;
  }
}

function spawnDecodeWorker(): Worker {
  return new Worker(new URL("./decodeWorker.ts", import.meta.url), {
    type: "module",
    name: "decode",
  });
}

/** Resolves when the worker says that it is ready. Throws `NoWorker`. */
async function startWorker(spawn: () => Worker): Promise<Worker> {
  let worker: Worker;
  try {
    worker = spawn();
  } catch (error) {
    throw new NoWorker("Workers cannot be started here", { cause: error });
  }
  return new Promise((resolve, reject) => {
    const fail = () => {
      clearTimeout(timer);
      worker.terminate();
      reject(new NoWorker("The decode worker did not start"));
    };
    const timer = setTimeout(fail, limits.workerStartMs);
    worker.onerror = fail;
    worker.onmessage = () => {
      clearTimeout(timer);
      resolve(worker);
    };
  });
}

/** One request to a started worker. Throws `UnreadableImage` when it does not live to answer. */
function ask(worker: Worker, blob: Blob, target: Target, timeoutMs: number) {
  return new Promise<DecodeMessage>((resolve, reject) => {
    const timer = setTimeout(() => reject(new UnreadableImage("timedOut")), timeoutMs);
    worker.onerror = (event) => {
      event.preventDefault();
      clearTimeout(timer);
      reject(new UnreadableImage("damaged"));
    };
    worker.onmessage = ({ data }: MessageEvent<DecodeMessage>) => {
      clearTimeout(timer);
      resolve(data);
    };
    worker.postMessage({ blob, target } satisfies DecodeRequest);
  });
}
