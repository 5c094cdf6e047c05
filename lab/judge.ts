/** A classifier trained on the same photos as a generative model, to say what its pictures show. */
import type { TrainingData } from "../src/protocol/project.ts";
import { referred } from "../src/protocol/runData.ts";
import { isJudge } from "../src/protocol/tasks.ts";
import type { LabPage } from "./labPage.ts";
import { rounded } from "./report.ts";
import { chooseModel, hparamsFor } from "./settings.ts";
import { photosOf } from "./trainingData.ts";

export interface Judge {
  readonly runId: string;
  /** Share of the held-out photos' patches that it judges right: no picture can be asked for more. */
  readonly patchAccuracy: number;
}

/** By the classifier's first preset, on patches of the size that the model draws. */
export async function trainJudge(lab: LabPage, data: TrainingData, seed: number): Promise<Judge> {
  const spec = chooseModel(lab.info.models, isJudge, undefined);
  const runId = crypto.randomUUID();
  const common = { seed, backend: "auto", engine: "compiled", set: {} } as const;
  await lab.ask("train", {
    runId,
    projectId: "lab",
    name: "judge",
    modelId: spec.id,
    hparams: hparamsFor(spec, common),
    data: referred(data),
  });
  const entries = photosOf(data, "heldOut");
  const photos = entries.map(({ photo }) => photo);
  const labels = entries.map(({ label }) => label);
  const { patchAccuracy } = await lab.ask("evaluate", runId, photos, labels, false);
  return { runId, patchAccuracy: rounded(patchAccuracy) };
}

/** For each class, how many of the pictures asked for in it show it, and how lifelike they are. */
export async function judgeClasses(
  lab: LabPage,
  runId: string,
  data: TrainingData,
  { count, seed }: { readonly count: number; readonly seed: number },
) {
  const judge = await trainJudge(lab, data, seed);
  const classes = [];
  for (const [label, { name }] of data.classes.entries()) {
    const quality = await lab.ask("quality", runId, count, seed, label);
    const carried = await lab.ask("judgedAs", runId, judge.runId, label, count, seed);
    classes.push({
      name,
      carried: rounded(carried),
      kid: rounded(quality.kid),
      kidFloor: rounded(quality.kidFloor),
      kidCeiling: rounded(quality.kidCeiling),
      ...(quality.kidSource !== undefined && { kidSource: rounded(quality.kidSource) }),
      copyRate: rounded(quality.copyRate),
    });
  }
  await lab.ask("deleteRun", judge.runId);
  return { judgePatchAccuracy: judge.patchAccuracy, classes };
}
