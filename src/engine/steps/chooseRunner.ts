/** The fastest way to take a run's steps that is known to be right. */

import { agrees, readAll } from "./agreement.ts";
import type { CompileStep } from "./compiledStep.ts";
import { DirectRunner } from "./directRunner.ts";
import { RecordedRunner } from "./recordedRunner.ts";
import { recordStep, type StepSource } from "./recordStep.ts";
import type { StepRunner } from "./stepRunner.ts";

export interface RunnerChoice {
  readonly runner: StepRunner;
  /** Why the step is not compiled, for the log; null where it is, or where nothing compiles. */
  readonly reason: string | null;
}

/**
 * Records and compiles the step and tries it out once; where anything is amiss, steps go on tfjs.
 * @param compile null where the backend in use has no compiler
 * @param step    the first one that will be taken
 */
export async function chooseRunner(
  source: StepSource,
  compile: CompileStep | null,
  step: number,
): Promise<RunnerChoice> {
  if (!compile) return { runner: directly(source), reason: null };
  try {
    return { runner: await compiledRunner(source, compile, step), reason: null };
  } catch (error) {
    return { runner: directly(source), reason: String(error) };
  }
}

/** @throws Error where the compiled step does not do what tfjs does */
async function compiledRunner(
  source: StepSource,
  compile: CompileStep,
  step: number,
): Promise<StepRunner> {
  const recorded = recordStep(source);
  const [before, resident] = await Promise.all([
    readAll(recorded.variables),
    readAll(recorded.resident),
  ]);
  const compiled = await compile(recorded.program, { ...before, ...resident });
  if (!(await agrees(source, recorded, compiled, before, step))) {
    compiled.dispose();
    throw new Error("The compiled step does not agree with the plain one");
  }
  return new RecordedRunner(recorded, compiled);
}

function directly(source: StepSource): StepRunner {
  return new DirectRunner({ ...source, batchAt: (step) => source.batches.at(step) });
}
