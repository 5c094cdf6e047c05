/** What the training loop of one run works with: its steps, its validation and what happens beside it. */
import type { RgbImage } from "../../data/rgbImage.ts";
import { evenly } from "../../lib/evenly.ts";
import { mixSeed } from "../../lib/rng.ts";
import type { StepMode } from "../../protocol/run.ts";
import { rateShareOf } from "../../protocol/runSettings.ts";
import type { Needs } from "../../protocol/spec.ts";
import { strengthsOf } from "../dataset/augment.ts";
import { Batches, type BatchSettings, groupingFor, inRuns } from "../dataset/batches.ts";
import { patchImages } from "../dataset/patchImages.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { WindowBatches } from "../dataset/windowBatches.ts";
import { DeviceLost } from "../errors.ts";
import { encodeSheet } from "../film/encodeSheet.ts";
import { gradientNorms } from "../metrics/gradientNorms.ts";
import { besideReal, type Spread } from "../metrics/spread.ts";
import { definitionOf, type Registry } from "../models/builtModel.ts";
import type { ModelDefinition } from "../models/model.ts";
import { toBitmap } from "../pictures/contactSheet.ts";
import { chooseRunner } from "../steps/chooseRunner.ts";
import type { CompileStep } from "../steps/compiledStep.ts";
import { scheduleAt } from "../steps/takeStep.ts";
import { validationByTask } from "../tasks/task.ts";
import { meansOver, type Validation, type ValidationBatch } from "../tasks/validation.ts";
import type { LiveRun, Stepping } from "./liveRun.ts";
import type { Stretch } from "./phase.ts";
import { qualityChores } from "./qualityChores.ts";
import { previewColumns, type RunPreview, runPreview } from "./runPreview.ts";
import { type Chore, Trainer } from "./trainer.ts";
import type { TrainRunTools } from "./trainRunTools.ts";

/** Held-out patches that are validated on; a fixed, even choice where there are more. */
const mostValidated = 256;
/** Of either domain: there and back again costs as much as several steps. */
const mostValidatedOfDomain = 32;
/** Measuring needs no gradients, so that many fit at once whatever the batch size. */
const validatedAtOnce = 64;
/** Above this a slider cannot wait for a step, and the sampler answers instead. */
const slowStepMs = 50;

/** Keeps a step's chance apart from its batch's. */
const stepSalt = 0x5eed;

/**
 * Takes the run's steps from where its record stands.
 * @param stretch which side alone learns in it. Such steps go on tfjs directly: they are not worth compiling, since
 *                the trial of a compiled step takes one as well. Others go as all that follow do: where single
 *                presses went otherwise, a run would differ by rounding from one that went on by itself
 */
export async function steppingOf(
  run: LiveRun,
  patches: ResidentPatches,
  tools: Pick<TrainRunTools, "emit"> & {
    readonly registry: Registry;
    /** Null where the backend in use has no compiler. */
    readonly compile: CompileStep | null;
  },
  { only }: Stretch,
): Promise<Stepping> {
  const { hparams, step, modelId } = run.record;
  const { needs } = definitionOf(tools.registry, modelId);
  const batchSize = hparams.batchSize as number; // every model has it, buildModel checks it
  const seed = hparams.seed as number;
  const settings = {
    batchSize,
    seed,
    grouping: groupingFor(needs),
    get strengths() {
      return strengthsOf(run.settings.hparams);
    },
  };
  const source = {
    model: run.learner,
    ...batchesOf(patches, settings),
    seed: mixSeed(seed, stepSalt),
    only,
    alone: <T>(act: () => Promise<T>) => run.lending(act),
    // As they are when a step is taken: they may change while it trains.
    get steps() {
      return run.settings.hparams.steps as number;
    },
    get rateShare() {
      return rateShareOf(run.settings);
    },
  };
  let chosen: StepMode = { kind: "direct", isFallback: false };
  const isMakeshift = only !== undefined;
  const compile = isMakeshift ? null : tools.compile;
  const runner = await chooseRunner(source, compile, step, (mode) => {
    chosen = mode;
    if (!run.isGone) tools.emit({ type: "stepMode", runId: run.runId, mode });
  });
  return { runner, mode: chosen, isMakeshift };
}

/** All patches, or those of the window, and batches out of them. */
function batchesOf({ training, window }: ResidentPatches, settings: BatchSettings) {
  return window
    ? { patches: { size: window.size }, batches: new WindowBatches(window, settings) }
    : { patches: training, batches: new Batches(training, settings) };
}

/** A trainer that goes on where the run's record stands. */
export function trainerOf(
  run: LiveRun,
  patches: ResidentPatches,
  { needs }: Pick<ModelDefinition, "needs">,
  tools: TrainRunTools,
): Trainer {
  const { step, seconds, maxSeconds } = run.record;
  const { learner: model } = run;
  const steps = () => run.settings.hparams.steps as number; // every model has it, buildModel checks it
  const rateAt = (at: number) => {
    const moment = { step: at, steps: steps(), rateShare: rateShareOf(run.settings) };
    return scheduleAt(model, moment).learningRate;
  };
  return new Trainer({
    runner: run.runner,
    requireDevice: () => requireDevice(run, tools),
    whenDone: tools.whenDone,
    validation: validationOf(run, patches.heldOut, needs, tools),
    steps,
    scheduled: (at) => ({ learningRate: rateAt(at) }),
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

function validationOf(
  run: LiveRun,
  heldOut: PatchSet | null,
  needs: Needs,
  { emit }: TrainRunTools,
): Validation | null {
  const own = heldOut && validationByTask(run, heldOut, emit);
  return own ?? meansOver(run.inference, validationBatches(heldOut, needs));
}

type MakeBatch = () => Promise<ValidationBatch>;

function validationBatches(heldOut: PatchSet | null, needs: Needs): MakeBatch[] {
  if (!heldOut) return [];
  if (groupingFor(needs) === "twofold") return twofoldValidation(heldOut);
  const chosen = evenly(heldOut.count, mostValidated);
  return [...inRuns(chosen.length, validatedAtOnce)].map(
    (run) => () => validationBatch(heldOut, pickedAt(chosen, run)),
  );
}

async function validationBatch(
  heldOut: PatchSet,
  indices: Int32Array,
  isTwofold = false,
): Promise<ValidationBatch> {
  const labels = indices.map((at) => heldOut.labels[at] as number);
  return { images: await patchImages(heldOut, indices), labels, isTwofold };
}

/** As many patches of either domain in every batch. */
function twofoldValidation(heldOut: PatchSet): MakeBatch[] {
  const [own, other] = [0, 1].map((label) => heldOut.indicesOf(label)) as [number[], number[]];
  const count = Math.min(own.length, other.length, mostValidatedOfDomain);
  const [first, second] = [own, other].map((all) => pickedAt(all, evenly(all.length, count))) as [
    Int32Array,
    Int32Array,
  ];
  return [...inRuns(count, validatedAtOnce / 2)].map((run) => {
    const indices = Int32Array.of(...pickedAt(first, run), ...pickedAt(second, run));
    return () => validationBatch(heldOut, indices, true);
  });
}

const pickedAt = (indices: ArrayLike<number>, places: ArrayLike<number>): Int32Array =>
  Int32Array.from(places, (at) => indices[at] as number); // places stay within them

function chores(run: LiveRun, patches: ResidentPatches, tools: TrainRunTools): Chore[] {
  const preview: Chore = {
    everyMs: 1000,
    share: 0.05,
    needsLosses: true,
    run: async (step, log) => {
      const measured = await emitPreview(run, patches, step, tools);
      const spread = measured && (await shareOfReal(measured));
      if (spread !== null) log({ spread });
    },
  };
  const shareOfReal = besideReal(patches);
  const gradients: Chore = {
    everyMs: 1000,
    share: 0.03,
    needsLosses: true,
    run: async (_, log) => log(await gradientNorms(run.model)),
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
    everyMs: 8000, // a page that dies loses less than ten seconds
    share: 0.1,
    waitsFirst: true,
    needsLosses: true,
    isVital: true, // it notices numbers that are not finite
    run: () => tools.autosave.keep(run),
  };
  return [gradients, snapshot, preview, autosave, ...qualityChores(run, patches, tools)];
}

type PreviewTools = Pick<TrainRunTools, "emit" | "films" | "isDeviceLost">;

/** @throws DeviceLost where what was read just now may be anything */
export function requireDevice(
  run: LiveRun,
  { isDeviceLost }: Pick<TrainRunTools, "isDeviceLost">,
): void {
  run.requireHere();
  if (isDeviceLost()) throw new DeviceLost("The device was lost");
}

/**
 * Also once before the first step, so that the panel is not empty.
 * @returns how much pictures that are made out of nothing differ; null where there are none
 */
export async function emitPreview(
  run: LiveRun,
  patches: ResidentPatches,
  step: number,
  tools: PreviewTools,
): Promise<Spread | null> {
  const isDue = tools.films.isDue(run.runId, step);
  const preview = await showPreview(run, patches, step, tools);
  if (preview && isDue) void film(run, preview.picture, step, tools); // training need not wait for it
  return preview?.spread ?? null;
}

/** What the model makes of the last step that was taken, which ends the film too. */
export async function emitLastPreview(
  run: LiveRun,
  patches: ResidentPatches,
  tools: PreviewTools,
): Promise<void> {
  const { step } = run.record;
  if (tools.films.lastStep(run.runId) === step) return;
  const preview = await showPreview(run, patches, step, tools);
  if (preview) await film(run, preview.picture, step, tools);
}

export async function showPreview(
  run: LiveRun,
  patches: ResidentPatches,
  step: number,
  tools: PreviewTools,
): Promise<RunPreview | null> {
  const preview = await runPreview(run, patches);
  requireDevice(run, tools);
  if (!preview) return null;
  const { picture } = preview;
  const sheet = await toBitmap(picture);
  tools.emit({ type: "preview", runId: run.runId, step, sheet, ...gridOf(picture) }, [sheet]);
  return preview;
}

/** Adds a sheet to the run's film, unless the run goes back or is given up meanwhile. */
function film(run: LiveRun, picture: RgbImage, step: number, tools: PreviewTools): Promise<void> {
  return tools.films.add(run.runId, async () => {
    const frame = { step, picture: await encodeSheet(picture), ...gridOf(picture) };
    const stepNow = run.trainer?.step ?? run.record.step;
    return run.isGone || step > stepNow ? null : frame;
  });
}

function gridOf({ width, height }: RgbImage) {
  return { columns: previewColumns, rows: height / (width / previewColumns) };
}
