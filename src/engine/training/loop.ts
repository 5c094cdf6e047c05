/** One run's way from rest through training and back to rest, whatever happens in between. */
import { nextTask } from "../../lib/nextTask.ts";
import type { BackendName } from "../../protocol/backend.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { failureName } from "../compute/failure.ts";
import type { CutPatches, ResidentPatches } from "../dataset/residentPatches.ts";
import { Diverged, LostPatches } from "../errors.ts";
import type { Films } from "../film/films.ts";
import { definitionOf, isFitted, type Registry } from "../models/builtModel.ts";
import type { CompileStep } from "../steps/compiledStep.ts";
import type { Works } from "../work/works.ts";
import type { Autosave } from "./autosave.ts";
import { fitterOf } from "./fitRun.ts";
import type { Fitter } from "./fitter.ts";
import { CalledOff, type LiveRun } from "./liveRun.ts";
import type { RestingState, Stretch } from "./phase.ts";
import { Trainer } from "./trainer.ts";
import { emitLastPreview, emitPreview, steppingOf, trainerOf } from "./trainRun.ts";

export interface LoopTools {
  readonly registry: Registry;
  readonly films: Films;
  readonly autosave: Autosave;
  readonly emit: (event: EngineEvent, transfer?: Transferable[]) => void;
  readonly backend: () => BackendName;
  /** Of the backend in use; null where it has none. */
  readonly compiler: () => CompileStep | null;
  /** Resolves when the device in use has done all that it was given so far. */
  readonly whenDone: () => Promise<unknown>;
  /** Nothing can be believed that is read from it, though nobody may have been told yet. */
  readonly isDeviceLost: () => boolean;
  /**
   * An error out of work on the device.
   * @returns whether it was the device's; then all runs on it have been given up, and it is seen to
   */
  readonly deviceFailed: (error: unknown) => boolean;
  readonly works: Pick<Works, "run">;
  /** Sends the weights to the sampler. */
  readonly share: (run: LiveRun) => Promise<void>;
}

/** A run whose losses run away once more with the learning rate halved so often fails. */
const mostHalvings = 3;

/**
 * Starts the loop and returns. Where the device goes meanwhile the run goes with it, which is no error here:
 * whoever replaces the device goes on with it. Nor is it one where the run is called off; it is paused then.
 * @param first what is to be done before all else
 * @throws NotEnoughData, Diverged, StorageFailed and whatever else hinders it; the run is paused then
 */
export async function startTraining(
  run: LiveRun,
  stretch: Stretch,
  tools: LoopTools,
  first: () => Promise<void> = async () => undefined,
): Promise<void> {
  try {
    await run.preparing(stretch, async () => {
      try {
        await first();
        const patches = await prepare(run, tools);
        const learning = isFitted(run.model)
          ? fitterOf(run, run.model, patches, tools)
          : await trainerFor(run, patches, stretch, tools);
        run.requireHere();
        const parts = { run, patches, stretch, tools };
        const ended =
          learning instanceof Trainer
            ? loop({ ...parts, trainer: learning })
            : fitToEnd({ ...parts, fitter: learning });
        run.enter({ kind: "training", learning, ended, stretch, isRebuilding: false });
      } catch (error) {
        const isOurs = run.isGone || error instanceof CalledOff;
        if (!isOurs) tools.deviceFailed(error); // while it is under way, so that it is gone on with
        throw error;
      }
    });
  } catch (error) {
    if (!run.isGone && !(error instanceof CalledOff)) throw error;
  }
}

/** What it learns is on the device, and there is a state to go back to from the first moment on. */
async function prepare(run: LiveRun, tools: LoopTools): Promise<ResidentPatches> {
  const patches = await run.whileWanted(cutPatches(run, tools));
  run.requireHere();
  noteLeftOut(run, patches, tools);
  run.runsOn(tools.backend());
  await tools.films.open(run.runId, run.record.step);
  if (run.record.step === 0) await emitPreview(run, patches, 0, tools).catch(() => null); // a picture less
  await run.toCheckpoint();
  return patches;
}

async function trainerFor(
  run: LiveRun,
  patches: ResidentPatches,
  stretch: Stretch,
  tools: LoopTools,
): Promise<Trainer> {
  await makeStepping(run, patches, tools, stretch);
  if (run.isMended) tools.emit({ type: "generatorMended", runId: run.runId });
  run.isMended = false;
  return trainerOf(run, patches, definitionOf(tools.registry, run.record.modelId), tools);
}

/** Told to the page, where the run can be called off meanwhile. */
function cutPatches(run: LiveRun, { works }: LoopTools): Promise<CutPatches> {
  const { runId, record } = run;
  const title = { kind: "patches", name: record.name } as const;
  const request = { id: `patches of ${runId}`, kind: "patches", runIds: [runId], title } as const;
  const callOff = () => run.callOff();
  return works.run(request, async ({ progress, signal }) => {
    signal.addEventListener("abort", callOff);
    try {
      return await run.patches.keep(progress);
    } finally {
      signal.removeEventListener("abort", callOff); // it goes on from here
    }
  });
}

/** Where more photos are left out than were before, its record says so, and the page is told. */
function noteLeftOut(run: LiveRun, patches: CutPatches, tools: LoopTools): void {
  tellLeftOut(run, patches, run.record.step > 0 ? "begun" : "fresh", tools);
  if (patches.leftOut.length > 0) run.note({ leftOut: patches.leftOut });
}

/** Tells the page where more photos are left out than the run's record says. */
export function tellLeftOut(
  { runId, record }: LiveRun,
  { leftOut }: CutPatches,
  use: Extract<EngineEvent, { type: "photosLeftOut" }>["use"],
  { emit }: Pick<LoopTools, "emit">,
): void {
  const count = leftOut.length - (record.leftOut?.length ?? 0);
  if (count > 0) emit({ type: "photosLeftOut", runId, leftOut, count, use });
}

/** As what took its last steps, where that can go on; the run then stands there by its own. */
async function makeStepping(
  run: LiveRun,
  patches: ResidentPatches,
  tools: LoopTools,
  stretch: Stretch,
): Promise<void> {
  const { stepping } = run;
  if (stepping && stretch.only === undefined) {
    tools.emit({ type: "stepMode", runId: run.runId, mode: stepping.mode });
    return;
  }
  run.dropStepping();
  const compile = tools.compiler();
  run.stepBy(await steppingOf(run, patches, { ...tools, compile }, stretch));
}

interface Learning {
  readonly run: LiveRun;
  readonly patches: ResidentPatches;
  readonly stretch: Stretch;
  readonly tools: LoopTools;
}

interface Looping extends Learning {
  readonly trainer: Trainer;
}

/** Of a model that is fitted. Never rejects. */
async function fitToEnd(fitting: Learning & { readonly fitter: Fitter }): Promise<void> {
  const { run, patches, fitter, tools } = fitting;
  await nextTask(); // whoever started the run gets an answer first
  try {
    const isDone = run.record.step > 0; // made out of one that was
    const state = isDone ? "finished" : await run.whileHere(fitter.run());
    run.requireHere();
    if (state === "finished") await emitLastPreview(run, patches, tools).catch(() => undefined); // a picture less
    await settle(run, state, tools);
  } catch (error) {
    if (run.isGone || tools.deviceFailed(error)) return;
    await fail(run, error, tools);
  }
}

/** Never rejects. */
async function loop(looping: Looping): Promise<void> {
  const { run, trainer, tools } = looping;
  await nextTask(); // whoever started the run gets an answer first
  try {
    const state = await run.whileHere(train(looping));
    trainer.close();
    if (run.stepping?.isMakeshift) run.dropStepping();
    await settle(run, state, tools);
  } catch (error) {
    trainer.close();
    if (run.isGone || tools.deviceFailed(error)) return;
    await fail(run, error, tools);
  }
}

/** @throws Diverged when the losses ran away too often; whatever the device throws */
async function train(looping: Looping): Promise<RestingState> {
  const { run, trainer, stretch, tools } = looping;
  for (;;) {
    let end: RestingState | null = null;
    try {
      end = await trainer.run(stretch.limit);
      run.requireHere();
      await run.toCheckpoint(); // the last update may have run away unseen
      await emitLastPreview(run, looping.patches, tools).catch(() => undefined); // a picture less
      return end;
    } catch (error) {
      if (!(error instanceof Diverged) || run.isGone) throw error;
      await goBack(looping, error);
      if (end === "paused" && stretch.limit === undefined) return end; // somebody waits for it
    }
  }
}

/**
 * Back to the newest state that was sound, to go on with half the learning rate.
 * @throws reason when that was done too often; the run then stays in that state
 */
async function goBack({ run, patches, trainer, stretch, tools }: Looping, reason: Diverged) {
  const goesOn = (run.record.halvings ?? 0) < mostHalvings;
  run.goBack();
  tools.films.cut(run.runId, run.record.step);
  if (goesOn) run.halveRate();
  const { runId, record } = run;
  tools.emit({ type: "wentBack", runId, record, reason: "Diverged", goesOn });
  if (!goesOn) throw reason;
  await run.rebuilding(async () => {
    await makeStepping(run, patches, tools, stretch);
    trainer.goBack(run.record, run.runner);
  });
  await tools.autosave.keep(run);
}

/** Makes the step anew between two of them. */
export async function remakeStepping(run: LiveRun, trainer: Trainer, tools: LoopTools) {
  await run.rebuilding(async () => {
    const patches = await run.patches.keep();
    run.dropStepping();
    await makeStepping(run, patches, tools, {});
    trainer.continueBy(run.runner);
  });
}

/**
 * The run rests in a state, kept and known to the sampler.
 * @throws whatever the device throws
 */
export async function settle(run: LiveRun, state: RestingState, tools: LoopTools): Promise<void> {
  await tools.autosave.keep(run, { state });
  await run.whileHere(tools.share(run));
  await rest(run, state, tools);
}

async function fail(run: LiveRun, error: unknown, tools: LoopTools): Promise<void> {
  const failure = failureName(error);
  const state = error instanceof LostPatches ? "paused" : "failed"; // they may be read, or cut, another time
  await keepFailed(run, { state, failure }, tools).catch(() => undefined); // it is found paused then
  await rest(run, state, tools, failure);
}

/** With the steps that the device can still give; else as it was kept last. */
async function keepFailed(
  run: LiveRun,
  changes: Pick<RunRecord, "state" | "failure">,
  { autosave }: LoopTools,
): Promise<void> {
  const { kept } = run;
  try {
    await autosave.keep(run, changes);
  } catch {
    if (kept) await autosave.keepState({ ...kept, record: { ...kept.record, ...changes } });
  }
}

/** Never rejects. */
async function rest(run: LiveRun, state: RestingState, { films }: LoopTools, failure?: string) {
  try {
    if (state !== "paused") {
      run.dropStepping();
      run.patches.release(); // which it read
      await films.close(run.runId);
    }
  } catch (error) {
    console.warn(`What a run no longer needs was not given up: ${error}`);
  } finally {
    run.rest(state, failure);
  }
}
