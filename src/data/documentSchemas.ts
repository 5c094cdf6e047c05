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
import { type DataSet, type RunData, referred } from "../protocol/runData.ts";
import type { Settings } from "../protocol/workspace.ts";

/** Of the documents that this version writes. */
export const projectVersion = 1;
export const runVersion = 2 as const;

const text = v.string();
const hash = v.pipe(text, v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

export const sourceSchema: v.GenericSchema<unknown, PhotoSource> = v.variant("kind", [
  v.object({ kind: v.literal("stored"), hash }),
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
  version: v.literal(projectVersion),
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

const listedClasses: v.GenericSchema<unknown, DataSet["classes"]> = v.array(
  v.object({ id: text, photos: v.array(photoSchema) }),
);

const dataSet = { classes: listedClasses, heldOut: v.array(text) };

/** As it lies in a file of its own. */
export const dataSetSchema: v.GenericSchema<unknown, DataSet> = v.object({
  version: v.literal(1),
  ...dataSet,
});

const runData: v.GenericSchema<unknown, RunData> = v.object({
  set: hash,
  classes: v.array(v.object({ id: text, name: text })),
  patches,
  photoCount: count,
  heldOutCount: count,
  list: v.exactOptional(v.object(dataSet)),
});

const run = {
  runId: text,
  projectId: text,
  name: text,
  modelId: text,
  hparams,
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
};

/** Runs of version 1 had their photos inside. */
const firstRun = v.pipe(
  v.object({
    ...run,
    version: v.literal(1),
    data: v.object({ classes, patches, heldOut: v.array(text) }),
  }),
  v.transform(({ data, ...record }) => ({
    ...record,
    version: runVersion,
    data: referred(data),
  })),
);

export const runSchema: v.GenericSchema<unknown, RunRecord> = v.union([
  v.object({ ...run, version: v.literal(runVersion), data: runData }),
  firstRun,
]);

export const settingsSchema: v.GenericSchema<unknown, Settings> = v.object({
  activeProjectId: v.nullable(text),
  activeRunIds: v.record(text, text),
  modelId: text,
  drafts: v.record(text, hparams),
  domains: v.exactOptional(v.record(text, v.tuple([text, text]))),
});
