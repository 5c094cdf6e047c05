/**
 * The shapes in which documents must lie in the database. What does not match is left alone and not
 * shown: it may come from a newer version, or be broken. A field that is not listed here is dropped.
 */
import * as v from "valibot";
import {
  type Photo,
  type PhotoSource,
  type Project,
  patternIds,
  type TextureClass,
} from "../protocol/project.ts";
import type { RunRecord } from "../protocol/run.ts";
import type { Settings } from "../protocol/workspace.ts";

/** Of projects and runs. */
export const documentVersion = 1;

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

export const sourceSchema: v.GenericSchema<unknown, PhotoSource> = v.variant("kind", [
  v.object({ kind: v.literal("stored"), hash: v.pipe(text, v.regex(/^[0-9a-f]{64}$/)) }),
  v.object({ kind: v.literal("sample"), path: text }),
  v.object({ kind: v.literal("procedural"), pattern: v.picklist(patternIds), seed: v.number() }),
]);

export const photoSchema: v.GenericSchema<unknown, Photo> = v.object({
  id: text,
  name: text,
  source: sourceSchema,
  width: v.pipe(count, v.minValue(1)),
  height: v.pipe(count, v.minValue(1)),
});

export const classSchema: v.GenericSchema<unknown, TextureClass> = v.object({
  id: text,
  name: text,
  photos: v.array(photoSchema),
});

const classes = v.array(classSchema);

const patches = v.object({
  size: v.picklist([16, 32, 64]),
  shortSide: v.pipe(count, v.minValue(1), v.maxValue(4096)),
  cut: v.picklist(["grid", "random"]),
  overlap: v.pipe(share, v.maxValue(0.95)),
  cropsPerPhoto: v.pipe(count, v.minValue(1), v.maxValue(4096)),
  heldOutShare: share,
  seed: v.number(),
});

export const projectSchema: v.GenericSchema<unknown, Project> = v.object({
  version: v.literal(documentVersion),
  id: text,
  name: text,
  classes,
  patches,
  revision: v.exactOptional(count),
});

const hparams = v.record(text, v.union([v.number(), text, v.boolean()]));

/** A diverged run has NaN in its history; valibot's own number refuses that. */
const anyNumber = v.custom<number>((value) => typeof value === "number");

const yardsticks = v.object({
  kidFloor: anyNumber,
  kidCeiling: anyNumber,
  heldOutPatches: count,
  trainingPatches: count,
});

const confusion = v.array(v.array(count));

export const runSchema: v.GenericSchema<unknown, RunRecord> = v.object({
  version: v.literal(documentVersion),
  runId: text,
  projectId: text,
  name: text,
  modelId: text,
  hparams,
  data: v.object({ classes, patches, heldOut: v.array(text) }),
  maxSeconds: v.exactOptional(v.number()),
  state: v.picklist(["preparing", "training", "paused", "finished", "stopped", "failed"]),
  step: count,
  seconds: v.pipe(v.number(), v.minValue(0)),
  backend: v.picklist(["webgpu", "webgl", "wasm", "cpu"]),
  createdAt: v.number(),
  history: v.array(
    v.object({
      step: count,
      seconds: v.exactOptional(v.number()),
      values: v.record(text, anyNumber),
    }),
  ),
  halvings: v.exactOptional(count),
  leftOut: v.exactOptional(v.array(text)),
  adjustments: v.exactOptional(
    v.array(v.object({ step: count, before: hparams, changes: hparams })),
  ),
  yardsticks: v.exactOptional(yardsticks),
  best: v.exactOptional(v.object({ step: count, kid: v.number() })),
  verdicts: v.exactOptional(v.object({ step: count, patches: confusion, photos: confusion })),
  pretrained: v.exactOptional(v.literal(true)),
  failure: v.exactOptional(text),
});

export const settingsSchema: v.GenericSchema<unknown, Settings> = v.object({
  activeProjectId: v.nullable(text),
  activeRunIds: v.record(text, text),
  modelId: text,
  drafts: v.record(text, hparams),
  domains: v.exactOptional(v.record(text, v.tuple([text, text]))),
});
