/** What a run does in this session, as one value; it changes in `LiveRun.enter` alone. */
import type { RunState } from "../../protocol/run.ts";
import type { Fitter } from "./fitter.ts";
import type { Trainer } from "./trainer.ts";

export type RestingState = Exclude<RunState, "preparing" | "training">;

/** How far a run goes, and with which of its model's sides; to its end with all unless stated. */
export interface Stretch {
  /** Pause after this many steps. */
  readonly limit?: number;
  readonly only?: string | undefined;
}

export interface Training {
  readonly kind: "training";
  /** May be told to pause or to stop. */
  readonly learning: Trainer | Fitter;
  /** Resolves when the loop has ended and its state is kept; never rejects. */
  readonly ended: Promise<void>;
  readonly stretch: Stretch;
  /** Its step is being made anew; it goes on by itself. */
  readonly isRebuilding: boolean;
}

export type Phase =
  | {
      readonly kind: "resting";
      readonly state: RestingState;
      /** Why it failed or was paused (a message id), where something went wrong. */
      readonly failure?: string;
    }
  /** On the way to its first step; `LiveRun.preparing` leads out of it, whatever happens. */
  | { readonly kind: "preparing"; readonly stretch: Stretch }
  | Training
  /** Deleted, or its device is gone: whatever its loop still does counts no more. */
  | { readonly kind: "gone" };

/** As the page and the record know it; what is gone rests where its record says. */
export function stateOf(phase: Exclude<Phase, { kind: "gone" }>): RunState {
  switch (phase.kind) {
    case "resting":
      return phase.state;
    case "preparing":
      return "preparing";
    case "training":
      return phase.isRebuilding ? "preparing" : "training";
    default:
      return phase satisfies never;
  }
}
