/**
 * The sign that this worker lives. It beats from a timer, so a worker that is stuck in a loop, or was
 * ended, falls silent, and the page starts another one; before work that blocks the timer for long it says
 * for how long it may be silent.
 */
import type { WorkerSignal } from "../../protocol/signal.ts";

const beatMs = 1000;
/** Silence that is usual, between two steps of a training too. */
const usualMs = 10_000;
/** Compiling shaders or trying out a first step can take so long where a processor stands in for a GPU. */
const longMs = 45_000;
/** A silence was as long as something may take; the next one may be somewhat longer. */
const marginOfSilence = 4;
/** A longer gap is the machine's sleep and says nothing about the work. */
const longestGapMs = 60_000;
/** What a long silence still counts for at the next beat. */
const fadeOfSilence = 0.98;

export interface HeartScope {
  postMessage(signal: WorkerSignal): void;
  now(): number;
}

export class Heart {
  readonly #scope: HeartScope;
  readonly #long = new Set<unknown>();
  #lifeLock: string | undefined;
  #lastBeat: number;
  /** The longest silence of late, ms. */
  #silence = 0;

  constructor(scope: HeartScope) {
    this.#scope = scope;
    this.#lastBeat = scope.now();
  }

  get allowanceMs(): number {
    const base = this.#long.size > 0 ? longMs : usualMs;
    return Math.max(base, marginOfSilence * this.#silence);
  }

  /** To be called every `beatMs`. */
  beat(): void {
    const now = this.#scope.now();
    const silence = now - this.#lastBeat - beatMs;
    this.#lastBeat = now;
    this.#silence *= fadeOfSilence;
    if (silence <= longestGapMs) this.#silence = Math.max(this.#silence, silence);
    this.#tell();
  }

  /** Names the lock that this worker holds for life. */
  holdsForLife(lock: string): void {
    this.#lifeLock = lock;
    this.#tell();
  }

  /** @param work anything that stands for it; until `endLong` with the same the worker may be silent for long */
  beginLong(work: unknown): void {
    this.#long.add(work);
    this.#tell(); // at once: the work may block the next beat
  }

  endLong(work: unknown): void {
    if (this.#long.delete(work)) this.#tell();
  }

  /** The worker may be silent for long until `act` has ended. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    const work = {};
    this.beginLong(work);
    try {
      return await act();
    } finally {
      this.endLong(work);
    }
  }

  #tell(): void {
    this.#scope.postMessage({
      signal: "beat",
      allowanceMs: this.allowanceMs,
      ...(this.#lifeLock !== undefined && { lifeLock: this.#lifeLock }),
    });
  }
}

/** Lets the heart of this worker beat, and reports what goes wrong here without anybody waiting for it. */
export function startHeart(): Heart {
  const post = (signal: WorkerSignal) => self.postMessage(signal);
  const heart = new Heart({ postMessage: post, now: () => performance.now() });
  setInterval(() => heart.beat(), beatMs);
  heart.beat();
  void holdForLife(heart);
  addEventListener("unhandledrejection", ({ reason }) => {
    const { name = "Error", message = String(reason) } = reason instanceof Error ? reason : {};
    post({ signal: "fault", name, message });
  });
  return heart;
}

/** A lock goes when its worker does, so the page need not wait for the silence. */
async function holdForLife(heart: Heart): Promise<void> {
  if (!navigator.locks) return; // silence tells
  const name = `life-${crypto.randomUUID()}`;
  await navigator.locks
    .request(name, () => {
      heart.holdsForLife(name);
      return new Promise<never>(() => undefined);
    })
    .catch(() => undefined);
}
