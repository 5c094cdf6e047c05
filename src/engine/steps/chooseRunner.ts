/** The fastest way to take a run's steps that is known to be right. */
import type { StateData } from "../../graph/executable.ts";
import type { StepMode } from "../../protocol/run.ts";
import { disagreements } from "./agreement.ts";
import type { CompiledStep, CompileStep } from "./compiledStep.ts";
import { DirectRunner } from "./directRunner.ts";
import { RecordedRunner } from "./recordedRunner.ts";
import { type RecordedStep, recordStep, type StepSource } from "./recordStep.ts";
import { readAll } from "./stateData.ts";
import type { StepRunner } from "./stepRunner.ts";

/**
 * A value that lies on the edge of a ReLU to within rounding is passed on by one side and not by the
 * other, and in a deep network the gradients part though neither is wrong. That is chance, and other data
 * with other chance take it away, from one variable in this trial and from another in the next; what is
 * wrong stays wrong in all of them.
 */
const mostTrials = 3;

export interface TriedSource extends StepSource {
  /** Does something during which the model holds other numbers than its own. */
  readonly alone?: <T>(act: () => Promise<T>) => Promise<T>;
}

/**
 * Records and compiles the step and tries it out once; where anything is amiss, steps go on tfjs.
 * @param compile null where the backend in use has no compiler
 * @param step    the first one that will be taken
 * @param onMode  told what is done and, last, what was chosen
 */
export async function chooseRunner(
  source: TriedSource,
  compile: CompileStep | null,
  step: number,
  onMode: (mode: StepMode) => void,
): Promise<StepRunner> {
  if (compile) {
    try {
      const runner = await compiledRunner(source, compile, step, (done, total) =>
        onMode({ kind: "compiling", done, total }),
      );
      onMode({ kind: "compiled" });
      return runner;
    } catch (error) {
      console.warn(`Training without a compiled step: ${error}`);
    }
  }
  onMode({ kind: "direct", isFallback: compile !== null });
  return directly(source);
}

/** @throws Error where the compiled step does not do what tfjs does */
async function compiledRunner(
  source: TriedSource,
  compile: CompileStep,
  step: number,
  onProgress: (done: number, total: number) => void,
): Promise<StepRunner> {
  const recorded = recordStep(source);
  const { program, variables, resident } = recorded;
  const before = await readAll(variables);
  const compiled = await compile(program, before, resident, onProgress);
  try {
    const { alone = (act) => act() } = source;
    await alone(() => tryOut(source, recorded, compiled, before, step));
    return new RecordedRunner(recorded, compiled, readyOf(source));
  } catch (error) {
    compiled.dispose();
    throw error;
  }
}

/** @throws Error where the compiled step does not do what tfjs does; whatever the device throws */
async function tryOut(
  source: StepSource,
  recorded: RecordedStep,
  compiled: CompiledStep,
  before: StateData,
  step: number,
): Promise<void> {
  let wrong: ReadonlyMap<string, number> | null = null;
  for (let trial = 0; trial < mostTrials; trial++) {
    const found = await disagreements(source, recorded, compiled, before, step + trial);
    wrong = new Map([...found].filter(([name]) => wrong?.has(name) ?? true));
    if (wrong.size === 0) return;
  }
  const all = [...(wrong ?? [])].map(([name, share]) => `${name} by ${share.toPrecision(2)}`);
  throw new Error(`The compiled step does not agree with the plain one: ${all.slice(0, 5)}`);
}

/** Resolves when a step's batch is at hand. */
function readyOf({ batches }: StepSource): StepRunner["ready"] {
  return batches.ready && ((step) => batches.ready?.(step) ?? Promise.resolve());
}

/** Settings are asked for at each step, since they may change. */
function directly(source: StepSource): StepRunner {
  const { model, seed, only } = source;
  return new DirectRunner({
    model,
    seed,
    only,
    batchAt: (step) => source.batches.at(step),
    ready: readyOf(source),
    get steps() {
      return source.steps;
    },
    get rateShare() {
      return source.rateShare ?? 1;
    },
  });
}
