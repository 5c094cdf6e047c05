/** Sets up the training loop of one run: its steps, its validation and what happens beside it. */
import type { RgbImage } from "../data/rgbImage.ts";
import type { EngineEvent } from "../protocol/engine.ts";
import { strengthsOf } from "./augment.ts";
import { Batches, inRuns, mixSeed, plainBatch } from "./batches.ts";
import { encodeSheet } from "./film/encodeSheet.ts";
import type { Films } from "./film/films.ts";
import type { LiveRun, ResidentPatches } from "./liveRun.ts";
import type { ModelDefinition } from "./models/model.ts";
import type { PatchSet } from "./patchSet.ts";
import { toBitmap } from "./render.ts";
import { previewColumns, runPreview } from "./runPreview.ts";
import { chooseRunner } from "./steps/chooseRunner.ts";
import type { CompileStep } from "./steps/compiledStep.ts";
import type { StepRunner } from "./steps/stepRunner.ts";
import { type Chore, Trainer } from "./trainer.ts";

export interface TrainRunTools {
  readonly emit: (event: EngineEvent, transfer?: Transferable[]) => void;
  readonly films: Films;
  /** Null where the backend in use has no compiler. */
  readonly compile: CompileStep | null;
  /** Resolves when the device in use has done all that it was given so far. */
  readonly whenDone: () => Promise<unknown>;
  /** Sends the weights to the sampler. */
  readonly share: (run: LiveRun) => Promise<void>;
  /** Keeps the run; throws nothing but Diverged. */
  readonly keep: (run: LiveRun) => Promise<void>;
}

/** Held-out patches that are validated on; a fixed, even choice where there are more. */
const mostValidated = 256;
/** Measuring needs no gradients, so that many fit at once whatever the batch size. */
const validatedAtOnce = 64;
/** Above this a slider cannot wait for a step, and the sampler answers instead. */
const slowStepMs = 50;

/** Keeps a step's chance apart from its batch's. */
const stepSalt = 0x5eed;

/**
 * Takes the run's steps from where its record stands.
 * @param only restricts them to one of the model's sides. They go on tfjs directly: a step for a
 *             single press is not worth compiling, since the trial of a compiled one takes it as well
 */
export function runnerOf(
  run: LiveRun,
  patches: ResidentPatches,
  { needs }: Pick<ModelDefinition, "needs">,
  tools: TrainRunTools,
  only?: string,
): Promise<StepRunner> {
  const { hparams, step, halvings = 0 } = run.record;
  const batchSize = hparams.batchSize as number; // every model has it, buildModel checks it
  const seed = hparams.seed as number;
  const strengths = strengthsOf(hparams);
  const settings = { batchSize, seed, isBalanced: needs === "labels", strengths };
  const { model } = run;
  const batches = new Batches(patches.training, settings);
  const steps = hparams.steps as number;
  const source = {
    model,
    patches: patches.training,
    batches,
    seed: mixSeed(seed, stepSalt),
    steps,
    only,
    rateShare: 0.5 ** halvings,
  };
  return chooseRunner(source, only === undefined ? tools.compile : null, step, (mode) =>
    tools.emit({ type: "stepMode", runId: run.runId, mode }),
  );
}

/** A trainer that goes on where the run's record stands. */
export function trainerOf(
  run: LiveRun,
  patches: ResidentPatches,
  runner: StepRunner,
  tools: TrainRunTools,
): Trainer {
  const { hparams, step, seconds, maxSeconds } = run.record;
  return new Trainer({
    model: run.model,
    runner,
    whenDone: tools.whenDone,
    validation: validationBatches(patches.heldOut),
    steps: hparams.steps as number, // every model has it, buildModel checks it
    startStep: step,
    startSeconds: seconds,
    maxSeconds: maxSeconds ?? Number.POSITIVE_INFINITY,
    onProgress: (progress) => {
      run.advance(progress);
      tools.emit({ type: "progress", runId: run.runId, ...progress });
    },
    chores: chores(run, patches, tools),
  });
}

function validationBatches(heldOut: PatchSet | null) {
  if (!heldOut) return [];
  const count = Math.min(heldOut.count, mostValidated);
  const spread = (at: number) => Math.floor((at * heldOut.count) / count);
  return [...inRuns(count, validatedAtOnce)].map((indices) => {
    const chosen = indices.map(spread);
    return () => plainBatch(heldOut, chosen);
  });
}

function chores(run: LiveRun, patches: ResidentPatches, tools: TrainRunTools): Chore[] {
  const preview: Chore = {
    everyMs: 1000,
    share: 0.05,
    run: (step) => emitPreview(run, patches, step, tools),
  };
  const snapshot: Chore = {
    everyMs: 400,
    share: 0.1,
    run: async () => {
      const stepMs = run.trainer?.stepMs ?? 0;
      if (stepMs === 0 || stepMs > slowStepMs) await tools.share(run);
    },
  };
  const autosave: Chore = {
    everyMs: 10_000,
    share: 0.03,
    waitsFirst: true,
    needsLosses: true,
    run: () => tools.keep(run),
  };
  return [snapshot, preview, autosave];
}

type PreviewTools = Pick<TrainRunTools, "emit" | "films">;

/** Also once before the first step, so that the panel is not empty. */
export async function emitPreview(
  run: LiveRun,
  patches: ResidentPatches,
  step: number,
  tools: PreviewTools,
): Promise<void> {
  const isDue = tools.films.isDue(run.runId, step);
  const picture = await showPreview(run, patches, step, tools);
  if (picture && isDue) void film(run, picture, step, tools); // training need not wait for it
}

/** What the model makes of the last step that was taken, which ends the film too. */
export async function emitLastPreview(run: LiveRun, tools: PreviewTools): Promise<void> {
  const { step } = run.record;
  if (!run.patches || tools.films.lastStep(run.runId) === step) return;
  const picture = await showPreview(run, run.patches, step, tools);
  if (picture) await film(run, picture, step, tools);
}

async function showPreview(
  run: LiveRun,
  { heldOut }: ResidentPatches,
  step: number,
  { emit }: PreviewTools,
): Promise<RgbImage | null> {
  const picture = await runPreview(run.model, heldOut);
  if (!picture) return null;
  const sheet = await toBitmap(picture);
  emit({ type: "preview", runId: run.runId, step, sheet, ...gridOf(picture) }, [sheet]);
  return picture;
}

/** Adds a sheet to the run's film, unless the run goes back or is given up meanwhile. */
function film(run: LiveRun, picture: RgbImage, step: number, tools: PreviewTools): Promise<void> {
  return tools.films.add(run.runId, async () => {
    const frame = { step, picture: await encodeSheet(picture), ...gridOf(picture) };
    const stepNow = run.trainer?.step ?? run.record.step;
    return run.isAbandoned || step > stepNow ? null : frame;
  });
}

function gridOf({ width, height }: RgbImage) {
  return { columns: previewColumns, rows: height / (width / previewColumns) };
}
