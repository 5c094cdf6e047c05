/** Small trainings on the lab page, on procedural pictures: nothing to load, done within seconds. */
import type { Page } from "@playwright/test";
import type { EngineInfo } from "../src/protocol/engine.ts";
import {
  defaultPatchSettings,
  type PatternId,
  type TextureClass,
  type TrainingData,
} from "../src/protocol/project.ts";
import type { TrainRequest } from "../src/protocol/run.ts";
import { referred } from "../src/protocol/runData.ts";
import type { Hparams, ModelSpec } from "../src/protocol/spec.ts";

/** Opens the lab page and starts its engine. */
export async function startLab(
  page: Page,
  backend: "webgpu" | "wasm" | "cpu",
): Promise<EngineInfo> {
  await page.goto("/lab/");
  return page.evaluate(
    (choice) => window.lab.start({ backend: choice, steps: "compiled" }),
    backend,
  );
}

const patternClass = (pattern: PatternId, photos: number): TextureClass => ({
  id: pattern,
  name: pattern,
  photos: Array.from({ length: photos }, (_, i) => ({
    id: `${pattern}/${i}`,
    name: `${pattern} ${i}`,
    source: { kind: "procedural", pattern, seed: i + 1 },
    width: 256,
    height: 256,
  })),
});

/** Two classes of patterns, one 16 px patch a photo; one photo of each class is held out. */
export function tinyData(trainingPatches: number): TrainingData {
  const classes = [patternClass("checker", trainingPatches / 2 + 1)];
  classes.push(patternClass("wood", trainingPatches / 2 + 1));
  return {
    classes,
    patches: { ...defaultPatchSettings, size: 16, shortSide: 32, cut: "random", cropsPerPhoto: 1 },
    heldOut: classes.map(({ id }) => `${id}/0`),
  };
}

/** A training of the smallest network, without augmentation. */
export function tinyRequest(spec: ModelSpec, data: TrainingData, changes: Hparams): TrainRequest {
  const defaults = Object.entries(spec.hparams).map(([key, field]) => [key, field.default]);
  const still = ["roll", "flip", "turn", "brightness", "contrast", "grey"]
    .filter((key) => key in spec.hparams)
    .map((key) => [key, 0]);
  const smallest = "blocks" in spec.hparams ? { width: 4, blocks: 1 } : { width: 4 };
  return {
    runId: `tiny-${spec.id}`,
    projectId: "tiny",
    name: "tiny",
    modelId: spec.id,
    hparams: { ...Object.fromEntries([...defaults, ...still]), ...smallest, ...changes },
    data: referred(data),
  };
}
