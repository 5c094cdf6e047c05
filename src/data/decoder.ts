/**
 * Decodes pictures in disposable workers, at most two at once: a file that keeps its decoder busy for
 * more than 5 s costs that worker its life and nothing else. Where workers cannot start workers, it
 * decodes in place, without the kill.
 */
import { pool } from "../lib/pool.ts";
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
  decodePhoto(bytes: Uint8Array<ArrayBuffer>, target: Target): Promise<DecodedPicture>;
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

/** The worker had died before the picture came; that is not to blame. */
class WorkerGone extends Error {
  override readonly name = "WorkerGone";
}

export function createDecoder(options: DecoderOptions = {}): Decoder {
  return new WorkerDecoder(options);
}

class WorkerDecoder implements Decoder {
  readonly #timeoutMs: number;
  readonly #spawn: () => Worker;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, (error: Error) => void>();
  readonly #enter = pool(limits.decodesAtOnce);
  #isInPlace = false;

  constructor({ timeoutMs = limits.decodeMs, spawn = spawnDecodeWorker }: DecoderOptions) {
    this.#timeoutMs = timeoutMs;
    this.#spawn = spawn;
  }

  decodePhoto(bytes: Uint8Array<ArrayBuffer>, target: Target): Promise<DecodedPicture> {
    return this.#enter(() => this.#decodeNow(bytes, target));
  }

  dispose(): void {
    for (const [worker, reject] of this.#busy) {
      worker.terminate();
      reject(new UnreadableImage("unreadable"));
    }
    for (const worker of this.#idle.splice(0)) worker.terminate();
  }

  async #decodeNow(bytes: Uint8Array<ArrayBuffer>, target: Target): Promise<DecodedPicture> {
    if (!this.#isInPlace) {
      try {
        return await this.#decodeInWorker(bytes, target);
      } catch (error) {
        if (!(error instanceof NoWorker)) throw error;
        this.#isInPlace = true;
      }
    }
    return decodePicture(bytes, target).catch(() => {
      throw new UnreadableImage("damaged");
    });
  }

  async #decodeInWorker(bytes: Uint8Array<ArrayBuffer>, target: Target): Promise<DecodedPicture> {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      try {
        return await this.#decodeBy(idle, { bytes, target }, limits.takenUpMs);
      } catch (error) {
        if (!(error instanceof WorkerGone)) throw error;
      }
    }
    return this.#decodeBy(await startWorker(this.#spawn), { bytes, target });
  }

  /** @param takenUpMs for a worker that may have died since it was last heard of */
  async #decodeBy(
    worker: Worker,
    request: DecodeRequest,
    takenUpMs?: number,
  ): Promise<DecodedPicture> {
    const answer = await new Promise<DecodeMessage>((resolve, reject) => {
      this.#busy.set(worker, reject);
      ask(worker, request, this.#timeoutMs, takenUpMs).then(resolve, reject);
    })
      .catch((error: unknown) => {
        worker.terminate(); // stuck, broken or gone: the next picture gets a fresh one
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

/**
 * One request to a started worker.
 * @param takenUpMs within which it must take the request up; no bound where it has just started
 * @throws UnreadableImage where it does not live to answer; WorkerGone where it was dead before
 */
function ask(
  worker: Worker,
  request: DecodeRequest,
  timeoutMs: number,
  takenUpMs?: number,
): Promise<DecodeMessage> {
  let killing: ReturnType<typeof setTimeout> | undefined;
  let missing: ReturnType<typeof setTimeout> | undefined;
  const answer = new Promise<DecodeMessage>((resolve, reject) => {
    killing = setTimeout(() => reject(new UnreadableImage("timedOut")), timeoutMs);
    if (takenUpMs !== undefined) {
      missing = setTimeout(() => reject(new WorkerGone("It does not answer")), takenUpMs);
    }
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new UnreadableImage("damaged"));
    };
    worker.onmessage = ({ data }: MessageEvent<DecodeMessage>) => {
      if (data.type === "taken") clearTimeout(missing);
      else resolve(data);
    };
    worker.postMessage(request);
  });
  return answer.finally(() => {
    clearTimeout(killing);
    clearTimeout(missing);
  });
}
