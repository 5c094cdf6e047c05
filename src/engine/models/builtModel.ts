/** From a run's record to a live model, after checking that the record asks for something sane. */
import { Rng } from "../../lib/rng.ts";
import type { RunRecord, TrainRequest } from "../../protocol/run.ts";
import type { Field, Hparams, HparamValue } from "../../protocol/spec.ts";
import { BadCheckpoint } from "../errors.ts";
import {
  type FittedModel,
  fillHparams,
  type ModelDefinition,
  type TrainedDefinition,
} from "./model.ts";

export type Registry = Readonly<Record<string, ModelDefinition>>;
export type BuiltModel = ReturnType<ModelDefinition["build"]>;
/** One that learns by steps. */
export type LearningModel = ReturnType<TrainedDefinition["build"]>;

export const isFitted = <M extends object>(model: M): model is M & FittedModel => "fit" in model;

/** @throws BadCheckpoint for a model that this version does not have */
export function definitionOf(registry: Registry, modelId: string): ModelDefinition {
  const definition = Object.hasOwn(registry, modelId) ? registry[modelId] : undefined;
  if (!definition) throw new BadCheckpoint(`No model "${modelId}" in this version`);
  return definition;
}

/**
 * The record of a run of an earlier version, which lacks later hyperparameters: they are at their
 * defaults, so that of a new one must be what was done before.
 */
export function withDefaults(registry: Registry, record: RunRecord): RunRecord {
  const definition = registry[record.modelId];
  return definition
    ? { ...record, hparams: fillHparams(definition.hparams, record.hparams) }
    : record;
}

type Asked = TrainRequest & Pick<RunRecord, "adjustments">;

/**
 * A model with fresh weights, seeded by the run. It is built as it was when the run began, which its shapes
 * follow from (a pool of images has room for a batch), and takes over what was changed since.
 * @throws BadCheckpoint for an unknown model or a hyperparameter outside its field
 */
export function buildModel(registry: Registry, request: Asked): BuiltModel {
  const definition = definitionOf(registry, request.modelId);
  for (const [key, field] of Object.entries(definition.hparams)) {
    if (!fits(field, request.hparams[key])) throw new BadCheckpoint(`"${key}" is out of range`);
  }
  const classes = definition.needs === "labels" ? Math.max(1, request.data.classes.length) : 1;
  const shape = { size: request.data.patches.size, classes };
  const model = definition.build(
    firstHparams(request),
    shape,
    new Rng(request.hparams.seed as number),
  );
  if (!isFitted(model)) model.adjust(request.hparams);
  return model;
}

/** Before all changes. */
function firstHparams({ hparams, adjustments = [] }: Asked): Hparams {
  return Object.assign({}, hparams, ...adjustments.map(({ before }) => before).toReversed());
}

/** Whether a field may have this value. */
export function fits(field: Field, value: HparamValue | undefined): boolean {
  switch (field.kind) {
    case "int":
      return Number.isInteger(value) && isWithin(value, field);
    case "float":
    case "logFloat":
      return isWithin(value, field);
    case "choice":
      return typeof value === "string" && field.options.includes(value);
    case "boolean":
      return typeof value === "boolean";
    default:
      field satisfies never;
      return false;
  }
}

function isWithin(
  value: HparamValue | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): boolean {
  return typeof value === "number" && value >= min && value <= max;
}
