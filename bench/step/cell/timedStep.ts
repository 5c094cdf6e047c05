/** A case's training step on one engine, ready to be timed. */
import type { Losses } from "../../../src/engine/steps/stepRunner.ts";
import type { Problem } from "./problem.ts";

export interface TimedStep {
  /** What computes, e.g. "SwiftShader", "2 threads". */
  readonly device: string;
  /**
   * Draws on the host what update `step` needs.
   * @returns what takes the step: sync, it comes back when the host has done its part
   */
  prepare(step: number): () => void;
  /** The losses of the step taken last; waits for the device. */
  losses(): Promise<Losses>;
  /** Memory for numbers, at its highest; null where the engine does not tell. */
  peakBytes(): number | null;
}

export type StartEngine = (problem: Problem) => Promise<TimedStep>;
