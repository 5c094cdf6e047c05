/** Whether a compiled step does what tfjs does, from the same state and with the same chance. */
import type { StateData } from "../../graph/executable.ts";
import type { CompiledStep, Variables } from "./compiledStep.ts";
import { DirectRunner } from "./directRunner.ts";
import type { RecordedStep, StepSource } from "./recordStep.ts";
import { assignAll, readAll } from "./stateData.ts";
import type { Losses } from "./stepRunner.ts";

/** Largest difference of a loss, as a share of it. */
const lossTolerance = 1e-3;
/** Largest distance of two tensors, as a share of their length. */
const tensorTolerance = 1e-2;
/** What is shorter than this share of the longest first moment is rounding (a bias before batch norm). */
const negligible = 1e-3;

interface Outcome {
  readonly losses: Losses;
  readonly state: StateData;
}

/**
 * Takes step `step` both ways and compares. Model and compiled step are left as they were before.
 * Where a parameter's gradient is only rounding, Adam makes a whole step of it: so what is compared are
 * the losses, the first moments (which are the gradients, scaled) and the moving averages.
 * @param before the variables' numbers
 */
export async function agrees(
  source: StepSource,
  recorded: RecordedStep,
  compiled: CompiledStep,
  before: StateData,
  step: number,
): Promise<boolean> {
  const { variables } = recorded;
  const direct = await directOutcome(source, variables, step);
  assignAll(variables, before);
  compiled.run(recorded.feedsAt(step));
  const [losses] = await compiled.read();
  compiled.store(variables);
  const state = await readAll(variables);
  assignAll(variables, before);
  compiled.load(before);
  return losses !== undefined && isSame({ losses, state }, direct);
}

async function directOutcome(
  source: StepSource,
  variables: Variables,
  step: number,
): Promise<Outcome> {
  const runner = new DirectRunner({ ...source, batchAt: (at) => source.batches.at(at) });
  runner.take(step);
  const [losses = {}] = await runner.read();
  return { losses, state: await readAll(variables) };
}

function isSame(actual: Outcome, expected: Outcome): boolean {
  const lossesAgree = Object.entries(expected.losses).every(
    ([name, value]) =>
      Math.abs((actual.losses[name] ?? Number.NaN) - value) <=
      lossTolerance * Math.max(1e-3, Math.abs(value)),
  );
  const names = Object.keys(expected.state).filter(isCompared);
  const lengths = names.map((name) => lengthOf(expected.state[name] ?? []));
  const floor = negligible * Math.max(0, ...lengths);
  return (
    lossesAgree &&
    names.every((name, at) => {
      const distance = distanceOf(actual.state[name] ?? [], expected.state[name] ?? []);
      return distance <= tensorTolerance * Math.max(floor, lengths[at] as number);
    })
  );
}

/** First moments; parameters follow from them, and second moments are their squares. */
const isCompared = (name: string): boolean => /^optimizer\.[^.]+\.m\./.test(name);

const lengthOf = (values: ArrayLike<number>): number => distanceOf(values, []);

/** Euclidean; missing numbers count as 0. NaN where one is not a number. */
function distanceOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += ((a[at] as number) - (b[at] ?? 0)) ** 2;
  return Math.sqrt(sum);
}
