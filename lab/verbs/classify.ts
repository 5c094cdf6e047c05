/** `lab classify`: trains a classifier and judges whole photos that it never saw. */

import { UsageError } from "../../scripts/program.ts";
import { accuracyOf, type Judged } from "../../src/lib/verdicts.ts";
import type { TrainingData } from "../../src/protocol/project.ts";
import { referred } from "../../src/protocol/runData.ts";
import type { Hparams, ModelSpec } from "../../src/protocol/spec.ts";
import { isJudge } from "../../src/protocol/tasks.ts";
import { type CommonArgs, required, whole } from "../args.ts";
import { importFolder } from "../importFolder.ts";
import type { LabPage } from "../labPage.ts";
import { checkPhotoFolder } from "../photoFolder.ts";
import type { Progress } from "../progress.ts";
import { lossesOf, mean, paceOf, percent, writeJson } from "../report.ts";
import { chooseModel, hparamsFor, patchSettingsFor } from "../settings.ts";
import { photosOf, type Split, trainingDataOf } from "../trainingData.ts";
import { defineVerb } from "../verb.ts";

/** Photos are held out by `test` (a folder), by `folds` (each photo once) or else a fifth of them. */
interface OwnArgs {
  readonly train: string;
  readonly test?: string;
  readonly folds?: number;
}
type ClassifyArgs = CommonArgs & OwnArgs;

export const verb = defineVerb<OwnArgs>({
  name: "classify",
  usage: [
    ["--train DIR [--test DIR | --folds K]", "train a classifier and judge photos it never saw"],
  ],
  flags: ["train", "test", "folds"],
  read(values) {
    const { test } = values;
    const folds = whole(values, "folds", 2, 100);
    if (test !== undefined && folds !== undefined) {
      throw new UsageError("Use --test or --folds, not both");
    }
    return {
      train: required(values, "train"),
      ...(test !== undefined && { test }),
      ...(folds !== undefined && { folds }),
    };
  },
  check({ train, test }) {
    checkPhotoFolder("train", train, 2);
    if (test !== undefined) checkPhotoFolder("test", test, 1);
  },
  run: classify,
});

type Fold = Awaited<ReturnType<typeof trainFold>>;

async function classify(lab: LabPage, args: ClassifyArgs, progress: Progress) {
  const spec = chooseModel(lab.info.models, isJudge, args.model);
  const hparams = hparamsFor(spec, args);
  const patches = patchSettingsFor(spec, args);
  const imported = await importFolder(lab, "train", args.train, progress);
  const datasets = trainingDataOf(imported.classes, patches, await splitOf(lab, args, progress));
  const folds: Fold[] = [];
  for (const [index, data] of datasets.entries()) {
    progress.task(datasets.length > 1 ? `fold ${index + 1}/${datasets.length}` : "training");
    folds.push(await trainFold(lab, spec, hparams, data, args));
  }
  progress.end();
  const report = {
    command: "classify",
    model: spec.id,
    backend: lab.info.backend.backend,
    adapter: lab.info.backend.adapter,
    ...paceOf(folds.map(({ end }) => end)),
    ...summaryOf(
      folds,
      imported.classes.map(({ name }) => name),
    ),
    hparams,
    patchSettings: patches,
    folds: folds.map(({ end, judged, grey, ...fold }) => fold),
  };
  if (args.json) writeJson(args.json, report);
  process.stdout.write(
    `photos never seen: ${percent(report.testAccuracy)} right, in grey ${percent(report.grey.testAccuracy)}; ` +
      `single patches ${percent(report.patchAccuracy)}\n`,
  );
}

async function splitOf(lab: LabPage, args: ClassifyArgs, progress: Progress): Promise<Split> {
  if (args.folds !== undefined) return { kind: "folds", folds: args.folds };
  if (args.test === undefined) return { kind: "share" };
  const { classes } = await importFolder(lab, "test", args.test, progress);
  return { kind: "folder", test: classes };
}

/** Trains on one split and judges its held-out photos, in colour and in grey. */
async function trainFold(
  lab: LabPage,
  spec: ModelSpec,
  hparams: Hparams,
  data: TrainingData,
  args: ClassifyArgs,
) {
  const runId = crypto.randomUUID();
  const end = await lab.ask("train", {
    runId,
    projectId: "lab",
    name: "lab",
    modelId: spec.id,
    hparams,
    data: referred(data),
    ...(args.seconds !== undefined && { maxSeconds: args.seconds }),
  });
  const names = data.classes.map(({ name }) => name);
  const training = await judge(lab, runId, data, "training", false);
  const heldOut = await judge(lab, runId, data, "heldOut", false);
  const grey = await judge(lab, runId, data, "heldOut", true);
  const counts = await lab.ask("countPatches", data);
  await lab.ask("deleteRun", runId);
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  return {
    end,
    judged: heldOut.judged,
    grey: grey.judged,
    ...paceOf([end]),
    losses: lossesOf(end.history),
    trainAccuracy: accuracyOf(training.judged, names).accuracy,
    testAccuracy: accuracyOf(heldOut.judged, names).accuracy,
    greyAccuracy: accuracyOf(grey.judged, names).accuracy,
    patchAccuracy: heldOut.patchAccuracy,
    photos: { training: training.judged.length, heldOut: heldOut.judged.length },
    patches: { training: total(counts.training), heldOut: total(counts.heldOut) },
  };
}

async function judge(
  lab: LabPage,
  runId: string,
  data: TrainingData,
  which: "training" | "heldOut",
  grey: boolean,
): Promise<{ judged: readonly Judged[]; patchAccuracy: number }> {
  const entries = photosOf(data, which);
  const labels = entries.map(({ label }) => label);
  const photos = entries.map(({ photo }) => photo);
  const evaluation = await lab.ask("evaluate", runId, photos, labels, grey);
  const judged = evaluation.photos.map((probabilities, index) => ({
    label: labels[index] as number, // in range: one verdict a photo
    probabilities,
  }));
  const unread = photos.filter((_, index) => judged[index]?.probabilities.length === 0);
  if (unread.length > 0)
    process.stderr.write(`not judged: ${unread.map(({ name }) => name).join(", ")}\n`);
  return { judged, patchAccuracy: evaluation.patchAccuracy };
}

/** Figures over all folds together: every held-out photo counts once. */
function summaryOf(folds: readonly Fold[], names: readonly string[]) {
  const test = accuracyOf(
    folds.flatMap(({ judged }) => judged),
    names,
  );
  const grey = accuracyOf(
    folds.flatMap(({ grey }) => grey),
    names,
  );
  const first = folds[0];
  return {
    losses: first?.losses ?? {},
    trainAccuracy: mean(folds.map(({ trainAccuracy }) => trainAccuracy)),
    testAccuracy: test.accuracy,
    patchAccuracy: mean(folds.map(({ patchAccuracy }) => patchAccuracy)),
    perClass: test.perClass,
    confusion: test.confusion,
    grey: { testAccuracy: grey.accuracy, perClass: grey.perClass },
    photos: (first?.photos.training ?? 0) + (first?.photos.heldOut ?? 0),
    patches: (first?.patches.training ?? 0) + (first?.patches.heldOut ?? 0),
  };
}
