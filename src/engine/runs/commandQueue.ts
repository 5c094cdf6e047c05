/** One command after the other, so that no two decide on the same state. */
import { inTurn } from "../../lib/inTurn.ts";
import { Lifeline } from "../../lib/lifeline.ts";
import { CalledOff, type LiveRun } from "../training/liveRun.ts";
import type { Library } from "./library.ts";

export class CommandQueue {
  readonly inTurn = inTurn();
  readonly #library: Library;
  /** What the command under way waits for, of which run. */
  #reading: { readonly runId: string; readonly line: Lifeline } | null = null;

  constructor(library: Library) {
    this.#library = library;
  }

  /**
   * Waits for what storage has of a run, which may never come, unless the command under way is called off.
   * @throws CalledOff; whatever the reading throws
   */
  async whileWanted<T>(runId: string, reading: Promise<T>): Promise<T> {
    const line = new Lifeline();
    this.#reading = { runId, line };
    try {
      return await line.hold(reading);
    } finally {
      this.#reading = null;
    }
  }

  /** The run, for the command under way. @throws CalledOff; as `Library.get` */
  onDevice(runId: string): Promise<LiveRun> {
    return this.whileWanted(runId, this.#library.get(runId));
  }

  /** At once, before the turn of whoever asks: a run that waits for its photos, say, holds up all others. */
  endWait(isMeant: (runId: string) => boolean): void {
    const reading = this.#reading;
    if (reading && isMeant(reading.runId)) {
      this.#library.drop(reading.runId);
      reading.line.cut(new CalledOff("What is read is not wanted any more"));
    }
    for (const run of this.#library.all) if (isMeant(run.runId)) run.callOff();
  }
}
