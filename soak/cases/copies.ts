/**
 * Labels without meaning, once with every photo once and once with every photo four times: copies must
 * not help on held-out photos. All pictures are of one pattern, so that nothing but a copy could.
 */
import { type LabPage, openLabPage } from "../../lab/labPage.ts";
import { mean, rounded } from "../../lab/report.ts";
import { chooseModel, hparamsFor, patchSettingsFor } from "../../lab/settings.ts";
import { photosOf, trainingDataOf } from "../../lab/trainingData.ts";
import { accuracyOf } from "../../src/lib/verdicts.ts";
import type { Photo, TrainingData } from "../../src/protocol/project.ts";
import { referred } from "../../src/protocol/runData.ts";
import { isJudge } from "../../src/protocol/tasks.ts";
import type { SoakCase } from "../soakCase.ts";

/** Different photos a class. */
const photosAClass = 12;
const copies = 4;
/** Two-sided 95 % bounds lie so many standard errors from a mean of eight, by Student's t. */
const bound = 2.365;

const common = { backend: "wasm", engine: "compiled", set: { heldOutShare: 0.25 } } as const;

export const photoCopies: SoakCase = {
  summary: "copies of photos do not help with labels that mean nothing, seeds",
  count: 8,
  async run({ count, seed, onProgress }) {
    const lab = await openLabPage(
      { backend: common.backend, steps: common.engine },
      () => undefined,
    );
    const once: number[] = [];
    const fourTimes: number[] = [];
    try {
      for (let at = 0; at < count; at++) {
        once.push(await accuracyOn(lab, seed + at, 1));
        fourTimes.push(await accuracyOn(lab, seed + at, copies));
        onProgress(at + 1, count);
      }
    } finally {
      await lab.close();
    }
    const gains = fourTimes.map((accuracy, at) => accuracy - (once[at] as number)); // as many
    const gain = mean(gains);
    const spread = Math.sqrt(mean(gains.map((value) => (value - gain) ** 2)));
    const interval = count > 1 ? (bound * spread) / Math.sqrt(count - 1) : 1;
    const passed = gain <= interval;
    return {
      passed,
      figures: {
        accuracyOnce: rounded(mean(once)),
        accuracyFourTimes: rounded(mean(fourTimes)),
        gain: rounded(gain),
        interval: rounded(interval),
      },
      failures: passed
        ? []
        : [`copies helped by ${rounded(gain)} (interval ± ${rounded(interval)})`],
    };
  },
};

/** Held-out accuracy of a classifier on two classes of the same pattern. */
async function accuracyOn(lab: LabPage, seed: number, times: number): Promise<number> {
  const spec = chooseModel(lab.info.models, isJudge, undefined);
  const args = { ...common, seed, size: 32, steps: 100 } as const;
  const patches = patchSettingsFor(spec, args);
  const imported = ["a", "b"].map((name, label) => ({
    name,
    photos: Array.from({ length: photosAClass * times }, (_, at) =>
      cloud(`${name}${at}`, 1000 * seed + photosAClass * label + (at % photosAClass)),
    ),
  }));
  const [data] = trainingDataOf(imported, patches, { kind: "share" });
  const runId = crypto.randomUUID();
  const held = photosOf(data as TrainingData, "heldOut"); // a share gives one split
  await lab.ask("train", {
    runId,
    projectId: "lab",
    name: "copies",
    modelId: spec.id,
    hparams: hparamsFor(spec, args),
    data: referred(data as TrainingData),
  });
  const labels = held.map(({ label }) => label);
  const photos = held.map(({ photo }) => photo);
  const evaluation = await lab.ask("evaluate", runId, photos, labels, false);
  await lab.ask("deleteRun", runId);
  const judged = evaluation.photos.map((probabilities, at) => ({
    label: labels[at] as number, // one verdict a photo
    probabilities,
  }));
  return accuracyOf(judged, ["a", "b"]).accuracy;
}

const cloud = (id: string, seed: number): Photo => ({
  id,
  name: id,
  source: { kind: "procedural", pattern: "noise", seed },
  width: 512,
  height: 512,
});
