/**
 * One worker from its start to its end: its calls, its heartbeat, its faults. A host that has ended stays
 * so; another worker is another host, and what is still on its way from the old one reaches nobody.
 */
import { type Endpoint, type Remote, wrap } from "comlink";
import { isSignal, type WorkerSignal } from "../../protocol/signal.ts";
import { CallsInFlight, WorkerLost } from "./calls.ts";
import { Heartbeat, type Liveness, lookMs } from "./heartbeat.ts";

/** What a host needs of a `Worker`. */
export type WorkerLike = Endpoint & Pick<Worker, "terminate">;

/** Why a worker is no longer there. */
export type EndCause =
  /** It ended itself, or the browser ended it. */
  | "died"
  /** It fell silent and was ended for it. */
  | "hung"
  /** Its script could not be loaded or run. */
  | "unstarted"
  /** Another one takes its place. */
  | "replaced";

export interface HostEvents {
  readonly onSignal?: (signal: WorkerSignal) => void;
  readonly onLiveness?: (liveness: Liveness) => void;
  /** Once, unless it was `replaced`. */
  readonly onEnd?: (cause: EndCause) => void;
}

export interface HostOptions extends HostEvents {
  /** How much longer than announced it may be silent; 1 unless stated. */
  readonly patience?: number;
}

export class WorkerHost<Api> {
  readonly #worker: WorkerLike;
  readonly #api: Remote<Api>;
  readonly #events: HostEvents;
  readonly #heartbeat: Heartbeat;
  readonly #calls = new CallsInFlight();
  readonly #looking: ReturnType<typeof setInterval>;
  readonly #ended = new AbortController();
  #liveness: Liveness = "well";
  #awaitedLock: string | undefined;

  constructor(worker: WorkerLike, { patience, ...events }: HostOptions = {}) {
    this.#worker = worker;
    this.#api = wrap<Api>(worker);
    this.#events = events;
    this.#heartbeat = new Heartbeat(() => performance.now(), patience);
    this.#looking = setInterval(() => this.#look(), lookMs);
    worker.addEventListener("message", (event) => this.#take((event as MessageEvent).data));
    // Where it has begun, an error in one of its event handlers is not its end: silence tells, and its lock.
    worker.addEventListener("error", () => {
      if (!this.#heartbeat.hasBegun) this.end("unstarted");
    });
    // An answer that cannot be read is one that a call would wait for in vain.
    worker.addEventListener("messageerror", () => this.end("died"));
  }

  get hasEnded(): boolean {
    return this.#ended.signal.aborted;
  }

  /** How many calls wait for an answer. */
  get callsInFlight(): number {
    return this.#calls.size;
  }

  /** One call. @throws WorkerLost when the worker ends before it answers; whatever the call throws */
  ask<T>(call: (api: Remote<Api>) => Promise<T>): Promise<T> {
    return this.#calls.make(() => call(this.#api));
  }

  /** Ends the worker and settles its calls; nothing happens where it has ended. */
  end(cause: EndCause): void {
    if (this.hasEnded) return;
    this.#ended.abort();
    clearInterval(this.#looking);
    this.#worker.terminate();
    this.#calls.lose(new WorkerLost(cause));
    if (cause !== "replaced") this.#events.onEnd?.(cause);
  }

  #take(data: unknown): void {
    if (this.hasEnded || !isSignal(data)) return;
    if (data.signal !== "beat") {
      this.#events.onSignal?.(data);
      return;
    }
    this.#heartbeat.take(data);
    this.#show("well");
    if (data.lifeLock !== undefined) void this.#awaitDeath(data.lifeLock);
  }

  #look(): void {
    const liveness = this.#heartbeat.look();
    if (liveness === "lost") this.end("hung");
    else this.#show(liveness);
  }

  #show(liveness: Liveness): void {
    if (liveness === this.#liveness) return;
    this.#liveness = liveness;
    this.#events.onLiveness?.(liveness);
  }

  /** The worker holds the lock for life: whoever gets it after it knows that it is dead. */
  async #awaitDeath(lifeLock: string): Promise<void> {
    if (this.#awaitedLock === lifeLock) return;
    this.#awaitedLock = lifeLock;
    await navigator.locks
      ?.request(lifeLock, { signal: this.#ended.signal }, () => this.end("died"))
      .catch(() => undefined); // it ended otherwise
  }
}
