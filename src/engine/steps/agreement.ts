/** Whether a compiled step does what tfjs does, from the same state and with the same chance. */
import type { StateData } from "../../graph/executable.ts";
import type { CompiledStep, Variables } from "./compiledStep.ts";
import { DirectRunner } from "./directRunner.ts";
import type { RecordedStep, StepSource } from "./recordStep.ts";
import { assignAll, readAll } from "./stateData.ts";
import { rolesOf, type StateRoles } from "./stateRoles.ts";
import type { Losses } from "./stepRunner.ts";
import { stirred } from "./stirredState.ts";
import { differingUpdates } from "./updatesDiffer.ts";

/** Largest difference of a loss, as a share of it. */
const lossTolerance = 1e-3;

/** What a step gives and leaves. */
export interface Outcome {
  readonly losses: Losses;
  readonly state: StateData;
}

/** Takes update `step` from a state of its own choosing. */
export type TakeFrom = (state: StateData, step: number) => Promise<Outcome>;

/**
 * Tries a compiled step out beside tfjs. Model and compiled step are left as they were before.
 * @param before the variables' numbers
 * @returns      what they do otherwise, by name; empty where they agree
 * @throws whatever the device throws
 */
export async function disagreements(
  source: StepSource,
  recorded: RecordedStep,
  compiled: CompiledStep,
  before: StateData,
  step: number,
): Promise<ReadonlyMap<string, number>> {
  const { variables } = recorded;
  const takeCompiled: TakeFrom = async (state, at) => {
    await source.batches.ready?.(at);
    compiled.load(state);
    compiled.run(recorded.feedsAt(at));
    const [losses = {}] = await compiled.read();
    compiled.store(variables);
    return { losses, state: await readAll(variables) };
  };
  try {
    const ways = { actual: takeCompiled, expected: directly(source, variables) };
    return await differences(ways, rolesOf(source.model, variables), before, step);
  } finally {
    assignAll(variables, before);
    compiled.load(before);
  }
}

/**
 * Compares two steps, not the first of `actual`'s: only after one do the moments, the averages and the
 * pools hold numbers of their own. It is stirred besides, so that a step that mistakes one variable for
 * another cannot look right. The plain way, which is slow, takes a single step.
 * @returns losses and variables that come out otherwise, with how far they are off as a share
 */
export async function differences(
  { actual, expected }: { readonly actual: TakeFrom; readonly expected: TakeFrom },
  roles: StateRoles,
  before: StateData,
  step: number,
): Promise<ReadonlyMap<string, number>> {
  const first = await actual(before, step);
  const start = stirred(first.state, before, roles);
  const [ours, theirs] = [await actual(start, step + 1), await expected(start, step + 1)];
  const states = { before: start, actual: ours.state, expected: theirs.state };
  return new Map([
    ...differingLosses(ours.losses, theirs.losses),
    ...differingUpdates(states, roles),
  ]);
}

/** @returns a way that takes each step on tfjs, in the variables */
export function directly(source: StepSource, variables: Variables): TakeFrom {
  return async (state, step) => {
    await source.batches.ready?.(step);
    assignAll(variables, state);
    const runner = new DirectRunner({ ...source, batchAt: (at) => source.batches.at(at) });
    runner.take(step);
    const [losses = {}] = await runner.read();
    return { losses, state: await readAll(variables) };
  };
}

function differingLosses(actual: Losses, expected: Losses): [string, number][] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const share = Math.abs((actual[name] ?? Number.NaN) - value) / Math.max(1e-3, Math.abs(value));
    return share <= lossTolerance ? [] : [[name, share]];
  });
}
