/** How a run's training steps are computed: on tfjs directly, or recorded and compiled. */

/** What a step reports, by the names in the model's `losses`. */
export type Losses = Readonly<Record<string, number>>;

export interface StepRunner {
  /** Enqueues update `step` (updates done before it); sync. */
  take(step: number): void;
  /** The losses of every step since the last read, in order; waits for the device. */
  read(): Promise<readonly Losses[]>;
  /** Brings the model's variables up to date with the steps taken; cheap where they are. */
  settle(): void;
  /** The model stays as it was last settled. */
  dispose(): void;
}
