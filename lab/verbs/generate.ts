/** `lab generate`: trains a model that makes pictures, measures it on held-out photos and writes some. */
import { basename } from "node:path";
import { UsageError } from "../../scripts/program.ts";
import type { ImportedFolder } from "../../src/lab/labApi.ts";
import type { TrainingData } from "../../src/protocol/project.ts";
import { referred } from "../../src/protocol/runData.ts";
import type { ModelSpec } from "../../src/protocol/spec.ts";
import { makes } from "../../src/protocol/tasks.ts";
import { type CommonArgs, required, type Values, whole } from "../args.ts";
import { importFolder } from "../importFolder.ts";
import { judgeClasses } from "../judge.ts";
import type { LabPage } from "../labPage.ts";
import { checkPhotoFolder, checkPhotos } from "../photoFolder.ts";
import { countOf, meanGradient, type Pictures, writePictures } from "../pictures.ts";
import type { Progress } from "../progress.ts";
import { lossesOf, mean, paceOf, rounded, writeJson } from "../report.ts";
import { chooseModel, hparamsFor, patchSettingsFor } from "../settings.ts";
import { summaryOf } from "../summary.ts";
import { photosOf, trainingDataOf } from "../trainingData.ts";
import { defineVerb } from "../verb.ts";

const mostRealPatches = 512;
/** Pictures, and real patches at most, that the quality figures rest on. */
const qualityCount = 1000;

/** Folders of a class each inside one, or one folder a domain. */
type GenerateInput =
  | { readonly data: string }
  | { readonly domains: readonly [a: string, b: string] };

interface OwnArgs {
  readonly input: GenerateInput;
  /** Photos whose names are equal but for what it matches are held out together. */
  readonly series?: RegExp;
  readonly samples: number;
  readonly out: string;
}
type GenerateArgs = CommonArgs & OwnArgs;

export const verb = defineVerb<OwnArgs>({
  name: "generate",
  usage: [
    [
      "--data DIR [--samples 64] [--out DIR]",
      "train a generative model, write samples as PNG\n" +
        "(--series PATTERN holds out together photos whose names differ by nothing else)",
    ],
    ["--model cyclegan --a DIR --b DIR", "translate between two folders of photos, a class each"],
  ],
  flags: ["data", "a", "b", "series", "samples", "out"],
  read: (values) => ({
    input: inputOf(values),
    samples: whole(values, "samples", 1, 1024) ?? 64,
    out: values.out ?? "lab/out",
    ...(values.series !== undefined && { series: pattern("series", values.series) }),
  }),
  check({ input }) {
    if ("data" in input) checkPhotoFolder("data", input.data, 1);
    else for (const [at, path] of input.domains.entries()) checkPhotos("ab"[at] ?? "", path);
  },
  run: generate,
});

function inputOf(values: Values): GenerateInput {
  if (values.a === undefined && values.b === undefined) return { data: required(values, "data") };
  if (values.data !== undefined) throw new UsageError("Use --data, or --a and --b, not both");
  return { domains: [required(values, "a"), required(values, "b")] };
}

function pattern(name: string, source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw new UsageError(`--${name} must be a regular expression, not "${source}"`);
  }
}

async function generate(lab: LabPage, args: GenerateArgs, progress: Progress) {
  const making = "domains" in args.input ? "translations" : "drawings";
  const spec = chooseModel(lab.info.models, (model) => makes(model, making), args.model);
  const hparams = hparamsFor(spec, args);
  const patches = patchSettingsFor(spec, args);
  const classes = await importInput(lab, args, progress);
  const split = { kind: "share", ...(args.series && { series: args.series }) } as const;
  const [data] = trainingDataOf(classes, patches, split);
  if (!data) throw new Error("No training data"); // one data set a split, always
  progress.task("training");
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
  progress.end();
  const pictures = (base64: string): Pictures => ({
    bytes: Buffer.from(base64, "base64"),
    size: patches.size,
  });
  const samples = pictures(await picturesOf(lab, spec, runId, args));
  const real = pictures(await lab.ask("realPatches", runId, mostRealPatches));
  const counts = await lab.ask("countPatches", data);
  const report = {
    command: "generate",
    model: spec.id,
    backend: lab.info.backend.backend,
    adapter: lab.info.backend.adapter,
    ...paceOf([end]),
    losses: lossesOf(end.history),
    ...(makes(spec, "reconstructions") && {
      reconstruction: await lab.ask("reconstructionErrors", runId),
    }),
    ...(await qualityOf(lab, spec, runId, data, args.seed)),
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
  process.stdout.write(summaryOf(report));
  process.stdout.write(`${countOf(samples)} samples and sheet.png are in ${args.out}\n`);
}

/** Of all samples, and of each class where a model is asked for one; of translations the mean of both ways. */
async function qualityOf(
  lab: LabPage,
  spec: ModelSpec,
  runId: string,
  data: TrainingData,
  seed: number,
) {
  const measures = { count: qualityCount, seed };
  const judged = spec.needs === "images" ? null : await judgeClasses(lab, runId, data, measures);
  if (judged && spec.needs === "twoDomains") {
    const average = (key: "kid" | "kidFloor" | "kidCeiling" | "copyRate") =>
      rounded(mean(judged.classes.map((entry) => entry[key])));
    return {
      ...judged,
      kid: average("kid"),
      kidFloor: average("kidFloor"),
      kidCeiling: average("kidCeiling"),
      copyRate: average("copyRate"),
    };
  }
  const { kid, kidFloor, kidCeiling, copyRate, ...comparedWith } = await lab.ask(
    "quality",
    runId,
    qualityCount,
    seed,
  );
  return {
    ...judged,
    kid: rounded(kid),
    kidFloor: rounded(kidFloor),
    kidCeiling: rounded(kidCeiling),
    copyRate: rounded(copyRate),
    comparedWith,
  };
}

/** Of a folder its sub-folders; of two domains one class each, with the folder's name. */
async function importInput(
  lab: LabPage,
  { input }: GenerateArgs,
  progress: Progress,
): Promise<ImportedFolder["classes"]> {
  if ("data" in input) return (await importFolder(lab, "train", input.data, progress)).classes;
  const classes = [];
  for (const path of input.domains) {
    const { classes: folders } = await importFolder(lab, "train", path, progress, true);
    classes.push({ name: basename(path), photos: folders.flatMap(({ photos }) => photos) });
  }
  return classes;
}

/** Samples; of a translator held-out patches, each before its translation, half of them a way. */
async function picturesOf(
  lab: LabPage,
  spec: ModelSpec,
  runId: string,
  { samples, seed }: GenerateArgs,
): Promise<string> {
  if (!makes(spec, "translations")) return lab.ask("samples", runId, samples, seed);
  const ways = [];
  for (const target of [1, 0]) {
    const count = Math.ceil(samples / 4);
    ways.push(Buffer.from(await lab.ask("translations", runId, target, count, seed), "base64"));
  }
  return Buffer.concat(ways).toString("base64");
}
