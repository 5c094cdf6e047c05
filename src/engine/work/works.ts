/**
 * All long work of this worker. What occupies the same thing waits in turn; between two units of any work
 * whatever a slider asks for is answered, and a training step may be taken.
 */
import { nextTask } from "../../lib/nextTask.ts";
import { pause } from "../../lib/pause.ts";
import type { Breathe } from "../../lib/pieces.ts";
import { type Pool, pool } from "../../lib/pool.ts";
import type { WorkEvent, WorkKind, WorkTitle } from "../../protocol/work.ts";
import { Cancelled } from "../errors.ts";
import type { Heart } from "./heart.ts";

/** What long work is given. */
export interface Work {
  /** Aborts when it is called off, by what it is to throw. */
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
  /** To be called between two units: lets others in. @throws Cancelled where it was called off; UnknownRun where its run was deleted */
  readonly breathe: Breathe;
  /** As `breathe`, where each breath follows one of so many units. */
  readonly counting: (units: number) => Breathe;
}

export interface WorkRequest {
  /** Unique among what is under way. */
  readonly id: string;
  readonly kind: WorkKind;
  /** Runs without which it comes to nothing. */
  readonly runIds?: readonly string[];
  /** Where nobody asked for it under this id: what the page is to call it. */
  readonly title?: WorkTitle;
}

/** What work keeps busy. Preparing a run waits for nothing: training is never to starve. */
const occupied: Readonly<Record<WorkKind, "device" | "decoder" | "disk" | null>> = {
  import: "decoder",
  patches: null,
  memorisation: "device",
  secondOpinion: "device",
  quality: "device",
  checking: "device",
  judging: null,
  answer: "device",
  assembling: null,
  film: null,
  copy: "disk",
};

/** So long a unit waits for what is urgent: that may wait in turn for what this work holds. */
const patienceMs = 1000;

/** Events leave at most ten times a second. */
const reportMs = 100;

export interface WorksTools {
  readonly heart: Pick<Heart, "during">;
  readonly emit: (event: WorkEvent) => void;
  /** Milliseconds. */
  readonly now: () => number;
}

interface Open {
  readonly runIds: readonly string[];
  readonly calling: AbortController;
}

export class Works {
  readonly #tools: WorksTools;
  readonly #turns = { device: pool(1), decoder: pool(1), disk: pool(1) } as const satisfies Record<
    string,
    Pool
  >;
  readonly #open = new Map<string, Open>();
  readonly #urgent = new Set<Promise<unknown>>();

  constructor(tools: WorksTools) {
    this.#tools = tools;
  }

  /**
   * Does long work, in its turn.
   * @throws Cancelled, at once where it waits still; UnknownRun where a run of it was deleted; whatever `act` throws
   */
  async run<T>(request: WorkRequest, act: (work: Work) => Promise<T>): Promise<T> {
    const { id, kind, runIds = [], title } = request;
    const calling = new AbortController();
    const open: Open = { runIds, calling };
    this.#open.set(id, open);
    const work = this.#workFor(request, calling.signal);
    const turn = occupied[kind];
    const isBlocking = turn === "device"; // the rest is done elsewhere, or waited for
    const begin = () => (isBlocking ? this.#tools.heart.during(() => act(work)) : act(work));
    try {
      return await (turn ? this.#turns[turn](begin, calling.signal) : begin());
    } finally {
      calling.abort(new Cancelled("It has ended")); // whatever is left of it
      if (this.#open.get(id) === open) this.#open.delete(id);
      if (title) this.#tools.emit({ type: "workEnded", id });
    }
  }

  /** @returns false where there is no such work */
  cancel(id: string): boolean {
    const open = this.#open.get(id);
    open?.calling.abort(new Cancelled("It was called off"));
    return open !== undefined;
  }

  /** Ends what comes to nothing without this run. @param reason what it throws */
  endOf(runId: string, reason: Error): void {
    for (const { runIds, calling } of this.#open.values())
      if (runIds.includes(runId)) calling.abort(reason);
  }

  /** Does something that somebody waits for with a hand on a slider: no unit of long work begins meanwhile. */
  async urgently<T>(act: () => Promise<T>): Promise<T> {
    const urgent = act();
    this.#urgent.add(urgent);
    try {
      return await urgent;
    } finally {
      this.#urgent.delete(urgent);
    }
  }

  async #whenAnswered(): Promise<void> {
    while (this.#urgent.size > 0) await Promise.allSettled(this.#urgent);
  }

  #workFor({ id, title }: WorkRequest, signal: AbortSignal): Work {
    let told = Number.NEGATIVE_INFINITY;
    const progress = (done: number, total: number) => {
      const now = this.#tools.now();
      if ((done < total && now - told < reportMs) || signal.aborted) return;
      told = now;
      this.#tools.emit({ type: "work", id, done, total, ...(title && { title }) });
    };
    const breathe = async () => {
      await nextTask();
      if (this.#urgent.size > 0) await Promise.race([this.#whenAnswered(), pause(patienceMs)]);
      signal.throwIfAborted();
    };
    const counting = (units: number) => {
      let done = 0;
      progress(0, units);
      return async () => {
        progress(Math.min(++done, units), units);
        await breathe();
      };
    };
    return { signal, progress, breathe, counting };
  }
}
