/** Turns the flags into what a run needs: a model, all its hyperparameters, and how photos are cut. */

import { UsageError } from "../scripts/program.ts";
import { defaultPatchSettings, type PatchSettings } from "../src/protocol/project.ts";
import type { Field, Hparams, HparamValue, ModelSpec } from "../src/protocol/spec.ts";
import type { CommonArgs } from "./args.ts";

/** Patch settings that `--set` reaches; the size and the seed have flags of their own. */
const patchFields: Readonly<Record<string, Field>> = {
  shortSide: { kind: "int", default: 128, min: 32, max: 2048, step: 1, advanced: false },
  cut: { kind: "choice", default: "grid", options: ["grid", "random"], advanced: false },
  overlap: { kind: "float", default: 0.5, min: 0, max: 0.75, step: 0.05, advanced: false },
  cropsPerPhoto: { kind: "int", default: 32, min: 1, max: 256, step: 1, advanced: false },
  heldOutShare: { kind: "float", default: 0.2, min: 0.1, max: 0.5, step: 0.05, advanced: false },
};

/** The model that `--model` names, else the first one that is able to. */
export function chooseModel(
  models: readonly ModelSpec[],
  isAble: (spec: ModelSpec) => boolean,
  name: string | undefined,
): ModelSpec {
  const fitting = models.filter(isAble);
  const model = name === undefined ? fitting[0] : fitting.find(({ id }) => id === name);
  if (!model)
    throw new UsageError(`--model must be one of ${fitting.map(({ id }) => id).join(", ")}`);
  return model;
}

/** Every hyperparameter: defaults, then the preset, then the flags. */
export function hparamsFor(spec: ModelSpec, args: CommonArgs): Hparams {
  const preset =
    args.preset === undefined ? spec.presets[0] : spec.presets.find(({ id }) => id === args.preset);
  if (!preset && args.preset !== undefined) {
    throw new UsageError(`--preset must be one of ${spec.presets.map(({ id }) => id).join(", ")}`);
  }
  const asked: Record<string, HparamValue> = {
    seed: checked("--seed", args.seed, spec.hparams.seed),
  };
  if (args.steps !== undefined) asked.steps = checked("--steps", args.steps, spec.hparams.steps);
  for (const [name, value] of Object.entries(args.set)) {
    if (Object.hasOwn(patchFields, name)) continue;
    asked[name] = checked(`--set ${name}`, value, spec.hparams[name]);
  }
  const defaults = Object.entries(spec.hparams).map(([name, field]) => [name, field.default]);
  return { ...Object.fromEntries(defaults), ...preset?.hparams, ...asked };
}

/** As suits the model; at another patch size a photo's short side is four patches long. */
export function patchSettingsFor(spec: ModelSpec, args: CommonArgs): PatchSettings {
  const asked: Record<string, HparamValue> = {};
  for (const [name, field] of Object.entries(patchFields)) {
    const value = args.set[name];
    if (value !== undefined) asked[name] = checked(`--set ${name}`, value, field);
  }
  return {
    ...defaultPatchSettings,
    ...spec.suits,
    ...(args.size !== undefined &&
      args.size !== spec.suits.size && { size: args.size, shortSide: 4 * args.size }),
    seed: args.seed,
    ...asked,
  };
}

function checked(flag: string, value: HparamValue, field: Field | undefined): HparamValue {
  if (!field) throw new UsageError(`${flag}: there is no such setting`);
  const wrong = (expected: string) => new UsageError(`${flag} must be ${expected}, not "${value}"`);
  switch (field.kind) {
    case "int":
    case "float":
    case "logFloat": {
      const fits = typeof value === "number" && value >= field.min && value <= field.max;
      if (!fits || (field.kind === "int" && !Number.isInteger(value))) {
        throw wrong(
          `${field.kind === "int" ? "a whole" : "a"} number from ${field.min} to ${field.max}`,
        );
      }
      return value;
    }
    case "choice":
      if (!field.options.includes(String(value))) throw wrong(`one of ${field.options.join(", ")}`);
      return String(value);
    case "boolean":
      if (typeof value !== "boolean") throw wrong("true or false");
      return value;
    default:
      return field satisfies never;
  }
}
