/** A run that is stopped and taken up again in every way that a person has, as the studio's own runs. */
import { drawPattern } from "../../data/procedural/drawPattern.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import type { StateData } from "../../graph/executable.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import type { Runs } from "../runs/runs.ts";
import type { CompileStep } from "../steps/compiledStep.ts";
import { readAll } from "../steps/stateData.ts";
import { type ResumeTrial, recordOf, registry } from "./resumeTrials.ts";
import { disk, session } from "./runsSession.ts";

const resolvePhoto: ResolvePhoto = async (source) => {
  const seed = "kind" in source && source.kind === "procedural" ? source.seed : 0;
  return drawPattern(seed >= 100 ? "wood" : "cells", seed, 64);
};

export interface Course {
  /** After its second step. */
  readonly early: StateData;
  /** When it has finished. */
  readonly end: StateData;
}

/**
 * What the run comes to when it is left alone, but for a learning rate that is doubled for its second step.
 * @param isChanged or left as it is
 */
export async function undisturbed(
  trial: ResumeTrial,
  compile: CompileStep | null,
  steps: number,
  isChanged: boolean,
): Promise<Course> {
  const { runs, ended } = open(disk(), compile);
  const rate = trial.hparams.learningRate as number;
  await runs.train(recordOf(trial, steps));
  await runs.pause("a");
  await takeSteps(runs, "a", 1);
  if (isChanged) await runs.adjust("a", { learningRate: 2 * rate });
  await takeSteps(runs, "a", 1);
  const early = await readAll(new Map(stateVariables((await runs.open("a")).model)));
  if (isChanged) await runs.adjust("a", { learningRate: rate });
  await runs.resume("a");
  await ended("a");
  const end = await endOf(runs, "a", steps);
  await runs.delete("a");
  return { early, end };
}

/**
 * The end of that with the change, with a pause, a way back to its best state, a reload and a branch, which
 * goes on in its place.
 * @param steps at least 6
 */
export async function throughEverything(
  trial: ResumeTrial,
  compile: CompileStep | null,
  steps: number,
): Promise<StateData> {
  const kept = disk();
  const first = open(kept, compile);
  await first.runs.train(recordOf(trial, steps));
  await first.runs.pause("a");
  await takeSteps(first.runs, "a", 1);

  const bytes = await kept.checkpoints.read("a");
  if (!bytes) throw new Error("A paused run has no checkpoint");
  await kept.checkpoints.write("a/best", bytes); // as if its samples had been the closest here
  await takeSteps(first.runs, "a", 1);
  await first.runs.restoreBest("a");

  const rate = trial.hparams.learningRate as number;
  await first.runs.adjust("a", { learningRate: 2 * rate });
  await takeSteps(first.runs, "a", 1);
  await first.runs.adjust("a", { learningRate: rate });
  await takeSteps(first.runs, "a", 1);

  const second = open(kept, compile);
  await second.runs.load();
  await takeSteps(second.runs, "a", 1);
  await second.runs.branch("a", "latest", "b", "b");
  await second.runs.resume("b");
  await second.ended("b");
  const end = await endOf(second.runs, "b", steps);
  for (const [{ runs }, runId] of [
    [first, "a"],
    [second, "a"],
    [second, "b"],
  ] as const)
    await runs.delete(runId);
  return end;
}

function open(kept: ReturnType<typeof disk>, compile: CompileStep | null) {
  return session(kept, { registry, resolvePhoto, compiler: () => compile });
}

async function takeSteps(runs: Runs, runId: string, count: number): Promise<void> {
  const { step } = (await runs.open(runId)).record;
  await runs.resume(runId, { limit: count });
  const run = await runs.open(runId);
  await run.training?.ended;
  if (run.record.step !== step + count) throw new Error(`The run stands at ${run.record.step}`);
}

async function endOf(runs: Runs, runId: string, steps: number): Promise<StateData> {
  const { record, model } = await runs.open(runId);
  if (record.step !== steps || record.state !== "finished")
    throw new Error(`The run is ${record.state} at ${record.step}`);
  return readAll(new Map(stateVariables(model)));
}
