/** How a run's training steps are computed: on tfjs directly, or recorded and compiled. */
import type { CompiledStep } from "./compiledStep.ts";

/** What a step reports, by the names in the model's `losses`. */
export type Losses = Readonly<Record<string, number>>;

export interface StepRunner {
  /** What holds the newest weights; null where the model's variables do. */
  readonly compiled: CompiledStep | null;
  /** Resolves when the data of update `step` are at hand; left out where they always are. */
  readonly ready?: ((step: number) => Promise<void>) | undefined;
  /** Enqueues update `step` (updates done before it); sync. */
  take(step: number): void;
  /** The losses of every step since the last read, in order; waits for the device. */
  read(): Promise<readonly Losses[]>;
  /** Brings the model's variables up to date with the steps taken; cheap where they are. */
  settle(): void;
  /** The model stays as it was last settled. */
  dispose(): void;
}
