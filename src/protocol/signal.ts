/**
 * What a worker says of itself, unasked, beside its answers: plain messages on the worker, sent from its
 * first moment on. Answers carry an `id`, signals a `signal`.
 */

/** That it lives, about once a second. */
export interface Beat {
  readonly signal: "beat";
  /** How long it may be silent from now on, because it has begun with something that blocks it. */
  readonly allowanceMs: number;
  /** A lock that it holds as long as it lives; missing until it has it, or where there are no locks. */
  readonly lifeLock?: string;
}

export type WorkerSignal =
  | Beat
  /** Something went wrong that no call was waiting for. */
  | { readonly signal: "fault"; readonly name: string; readonly message: string }
  /** The runs that the sampler has weights of, after each change. */
  | { readonly signal: "holds"; readonly runIds: readonly string[] };

export const isSignal = (data: unknown): data is WorkerSignal =>
  typeof data === "object" && data !== null && "signal" in data;
