/** `lab pretrain`: trains the models that the app ships, on its own sample project. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { holdOut } from "../../src/lib/holdOut.ts";
import { splitPhotosOf } from "../../src/protocol/photoContent.ts";
import type { TrainingData } from "../../src/protocol/project.ts";
import type { RunRecord, SeriesPoint } from "../../src/protocol/run.ts";
import { referred } from "../../src/protocol/runData.ts";
import type { ModelSpec } from "../../src/protocol/spec.ts";
import type { CommonArgs } from "../args.ts";
import type { LabPage } from "../labPage.ts";
import type { Progress } from "../progress.ts";
import { rounded } from "../report.ts";
import { hparamsFor, patchSettingsFor } from "../settings.ts";
import { defineVerb } from "../verb.ts";

const projectId = "sample-textures";
/** What the app ships unless told otherwise: together within 1.5 MB. */
const shippedModels: readonly string[] = ["classifier", "vae"];
/** Points kept of a shipped model's curves. */
const mostPoints = 60;

interface OwnArgs {
  readonly out: string;
}
type PretrainArgs = CommonArgs & OwnArgs;

export const verb = defineVerb<OwnArgs>({
  name: "pretrain",
  usage: [["[--out DIR]", "train the models that the app ships"]],
  flags: ["out"],
  read: (values) => ({ out: values.out ?? "public/models" }),
  run: pretrain,
});

async function pretrain(lab: LabPage, args: PretrainArgs, progress: Progress) {
  mkdirSync(args.out, { recursive: true });
  const shipped = [];
  for (const spec of chosen(lab.info.models, args.model)) {
    progress.task(spec.id);
    const file = `${spec.id}.safetensors`;
    const data = await sampleData(lab, spec, args);
    const record = await trainOne(lab, spec, data, args);
    const bytes = Buffer.from(await lab.ask("exportRun", record.runId, true), "base64");
    writeFileSync(join(args.out, file), bytes);
    // A name that stays the same from version to version, so that people's choices stay valid.
    shipped.push({ file, record: { ...record, runId: `pretrained-${spec.id}` } });
    progress.end();
    process.stdout.write(`${join(args.out, file)}: ${Math.round(bytes.length / 1000)} KB\n`);
  }
  writeFileSync(join(args.out, "index.json"), `${JSON.stringify(shipped)}\n`);
}

const chosen = (models: readonly ModelSpec[], name: string | undefined): readonly ModelSpec[] =>
  models.filter(({ id }) => (name === undefined ? shippedModels.includes(id) : id === name));

/** The sample project as the app trains on it. */
async function sampleData(
  lab: LabPage,
  spec: ModelSpec,
  args: PretrainArgs,
): Promise<TrainingData> {
  const project = (await lab.ask("projects")).find(({ id }) => id === projectId);
  if (!project) throw new Error(`The app has no project "${projectId}"`);
  const patches = patchSettingsFor(spec, args);
  const photos = splitPhotosOf(project.classes);
  const heldOut = holdOut(photos, patches.heldOutShare, patches.seed);
  return { classes: project.classes, patches, heldOut };
}

async function trainOne(
  lab: LabPage,
  spec: ModelSpec,
  data: TrainingData,
  args: PretrainArgs,
): Promise<RunRecord> {
  const runId = crypto.randomUUID();
  await lab.ask("train", {
    runId,
    projectId,
    name: "Sample textures",
    modelId: spec.id,
    hparams: hparamsFor(spec, args),
    data: referred(data),
    ...(args.seconds !== undefined && { maxSeconds: args.seconds }),
  });
  const record = await lab.ask("record", runId);
  return { ...record, pretrained: true, history: thinned(record.history) };
}

/** Evenly spaced points of a curve, rounded; the last one is always among them. */
function thinned(history: readonly SeriesPoint[]): SeriesPoint[] {
  const every = Math.ceil(history.length / mostPoints);
  return history
    .filter((_, index) => (history.length - 1 - index) % every === 0)
    .map(({ step, values }) => {
      const entries = Object.entries(values).map(([key, value]) => [key, rounded(value)]);
      return { step, values: Object.fromEntries(entries) };
    });
}
