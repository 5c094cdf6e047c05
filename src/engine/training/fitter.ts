/** Fits a model in pieces; between two of them others take their turn, and it may be told to end. */
import { nextTask } from "../../lib/nextTask.ts";
import type { Found } from "../models/model.ts";
import type { TrainerEnd } from "./trainer.ts";

export interface FitterOptions {
  /** As `FittedModel.fit` gives them. */
  readonly pieces: AsyncGenerator<number, Found>;
  /** Takes over what was found, and frees it. */
  readonly take: (found: Found) => void;
  /** @param share that is done, 0…1. @param seconds since it began */
  readonly onProgress: (share: number, seconds: number) => void;
  readonly onFitted: (seconds: number) => void;
  /** Throws where nothing can be believed that was read from the device. */
  readonly requireDevice: () => void;
  /** Milliseconds; `performance.now` outside tests. */
  readonly now?: () => number;
}

/** Events leave at most ten times a second. */
const reportMs = 100;

export class Fitter {
  readonly #options: FitterOptions;
  readonly #now: () => number;
  #wanted: "run" | "pause" | "stop" = "run";

  constructor(options: FitterOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** What was done so far is given up, after the piece under way: it begins anew where it goes on. */
  pause(): void {
    if (this.#wanted === "run") this.#wanted = "pause";
  }
  stop(): void {
    this.#wanted = "stop";
  }

  /** To its end, unless it is told otherwise. @throws whatever fitting throws; all that it held is freed */
  async run(): Promise<TrainerEnd> {
    const { pieces, take, onProgress, onFitted, requireDevice } = this.#options;
    const began = this.#now();
    const seconds = () => (this.#now() - began) / 1000;
    let reported = Number.NEGATIVE_INFINITY;
    try {
      for (;;) {
        const turn = await pieces.next();
        requireDevice();
        if (turn.done) {
          take(turn.value);
          onFitted(seconds());
          return "finished";
        }
        if (this.#now() - reported >= reportMs) {
          reported = this.#now();
          onProgress(turn.value, seconds());
        }
        await nextTask();
        if (this.#wanted !== "run") return this.#wanted === "stop" ? "stopped" : "paused";
      }
    } finally {
      await pieces.return({}); // frees what it holds, where it is not done
    }
  }
}
