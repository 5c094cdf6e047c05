/** Documents as today's version writes them, for tests: what is stored today must open tomorrow. */
import { defaultPatchSettings, type Photo, type Project } from "../../protocol/project.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { referred } from "../../protocol/runData.ts";

export const storedPhoto = (hash: string): Photo => ({
  id: `photo ${hash.slice(0, 8)}`,
  name: "stone.png",
  source: { kind: "stored", hash },
  width: 64,
  height: 48,
});

export const storedProject = (id: string, hashes: readonly string[]): Project => ({
  version: 1,
  id,
  name: `Project ${id}`,
  classes: [{ id: `${id} class`, name: "Stone", photos: hashes.map(storedPhoto) }],
  patches: defaultPatchSettings,
});

export const storedRun = (runId: string, hashes: readonly string[]): RunRecord => ({
  version: 2,
  runId,
  projectId: "p",
  name: `Run ${runId}`,
  modelId: "classifier",
  hparams: { steps: 100, learningRate: 1e-3, flip: true, schedule: "cosine" },
  data: referred({
    classes: storedProject("frozen", hashes).classes,
    patches: defaultPatchSettings,
    heldOut: hashes.slice(0, 1).map((hash) => storedPhoto(hash).id),
  }),
  state: "paused",
  step: 12,
  seconds: 3.5,
  backend: "wasm",
  createdAt: 1,
  history: [{ step: 10, seconds: 2.5, values: { loss: Number.NaN } }],
  adjustments: [{ step: 5, before: { learningRate: 1e-2 }, changes: { learningRate: 1e-3 } }],
});
