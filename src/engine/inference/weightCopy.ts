/** A model's weights where compiled programs read them, apart from those that a training step changes. */
import type { Computation, StateData } from "../../graph/executable.ts";
import type { Program } from "../../graph/program.ts";
import type { CompiledStep } from "../steps/compiledStep.ts";

export interface WeightCopy {
  /** Whether a program is worth compiling for a single run: else for shapes that come again only. */
  readonly compilesQuickly: boolean;
  /**
   * Takes the newest numbers of these states from a training step, without leaving the device; in order with
   * what is computed before and after.
   * @returns false where the step is on another device
   */
  takeFrom(step: CompiledStep, names: Iterable<string>): boolean;
  /** Overwrites the states that are named. Those that no program reads are left out. */
  write(numbers: StateData): void;
  /** A program that reads its states here. @throws where the device cannot run it */
  compile(program: Program): Promise<Computation>;
  dispose(): void;
}

/** Of the backend in use. @throws where there is nothing to compute on */
export type OpenWeightCopy = () => Promise<WeightCopy>;
