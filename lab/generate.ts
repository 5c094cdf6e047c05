/** `lab generate`: trains a generative model, measures it on held-out photos and writes samples. */
import type { GenerateArgs } from "./args.ts";
import { importFolder } from "./classify.ts";
import { judgeClasses } from "./judge.ts";
import type { LabPage } from "./labPage.ts";
import { countOf, meanGradient, type Pictures, writePictures } from "./pictures.ts";
import type { Progress } from "./progress.ts";
import { lossesOf, paceOf, rounded, writeJson } from "./report.ts";
import { chooseModel, hparamsFor, patchSettingsFor } from "./settings.ts";
import { photosOf, trainingDataOf } from "./trainingData.ts";

const mostRealPatches = 512;
/** Samples, and real patches at most, that the quality figures rest on. */
const qualityCount = 1000;

export async function generate(lab: LabPage, args: GenerateArgs, progress: Progress) {
  const spec = chooseModel(lab.info.models, "generate", args.model);
  const hparams = hparamsFor(spec, args);
  const patches = patchSettingsFor(spec, args);
  const imported = await importFolder(lab, "train", args.data, progress);
  const [data] = trainingDataOf(imported.classes, patches, { kind: "share" });
  if (!data) throw new Error("No training data"); // one data set a split, always
  progress.task("training");
  const runId = crypto.randomUUID();
  const end = await lab.ask("train", {
    runId,
    projectId: "lab",
    name: "lab",
    modelId: spec.id,
    hparams,
    data,
    ...(args.seconds !== undefined && { maxSeconds: args.seconds }),
  });
  progress.end();
  const pictures = (base64: string): Pictures => ({
    bytes: Buffer.from(base64, "base64"),
    size: patches.size,
  });
  const samples = pictures(await lab.ask("samples", runId, args.samples, args.seed));
  const real = pictures(await lab.ask("realPatches", runId, mostRealPatches));
  const { kid, kidFloor, kidCeiling, copyRate, ...comparedWith } = await lab.ask(
    "quality",
    runId,
    qualityCount,
    args.seed,
  );
  const counts = await lab.ask("countPatches", data);
  const report = {
    command: "generate",
    model: spec.id,
    backend: lab.info.backend.backend,
    adapter: lab.info.backend.adapter,
    ...paceOf([end]),
    losses: lossesOf(end.history),
    ...(spec.tasks.includes("reconstruct") && {
      reconstruction: await lab.ask("reconstructionErrors", runId),
    }),
    ...(spec.needs === "labels" &&
      (await judgeClasses(lab, runId, data, { count: qualityCount, seed: args.seed }))),
    kid: rounded(kid),
    kidFloor: rounded(kidFloor),
    kidCeiling: rounded(kidCeiling),
    copyRate: rounded(copyRate),
    comparedWith,
    gradientRatio: rounded(meanGradient(samples) / meanGradient(real)),
    photos: { training: photosOf(data, "training").length, heldOut: data.heldOut.length },
    patches: {
      training: counts.training.reduce((sum, count) => sum + count, 0),
      heldOut: counts.heldOut.reduce((sum, count) => sum + count, 0),
    },
    hparams,
    patchSettings: patches,
    out: args.out,
    files: writePictures(args.out, samples),
  };
  if (args.json) writeJson(args.json, report);
  process.stdout.write(`${countOf(samples)} samples and sheet.png are in ${args.out}\n`);
}
