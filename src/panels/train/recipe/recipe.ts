/** Form values of a model: a preset, what the person changed on top, and what of it still fits. */
import type { Field, Hparams, HparamValue, ModelSpec, Preset } from "../../../protocol/spec.ts";
import { isNumberField, settle } from "../../../ui/forms/hparamValue.ts";

/** A complete set of values: the fields' defaults with the preset's changes on top. */
export function presetValues(spec: ModelSpec, preset: Preset | undefined): Hparams {
  return Object.fromEntries(
    Object.entries(spec.hparams).map(([key, field]) => [
      key,
      preset?.hparams[key] ?? field.default,
    ]),
  );
}

/** A kept value if the field (perhaps of a newer version) still allows it, else the fallback. */
function fitting(field: Field, kept: HparamValue | undefined, fallback: HparamValue): HparamValue {
  if (isNumberField(field)) return typeof kept === "number" ? settle(field, kept) : fallback;
  if (field.kind === "boolean") return typeof kept === "boolean" ? kept : fallback;
  return typeof kept === "string" && field.options.includes(kept) ? kept : fallback;
}

/** What the form shows: the draft where there is one, else the first preset; always complete and valid. */
export function recipeOf(spec: ModelSpec, draft: Hparams | undefined): Hparams {
  const first = presetValues(spec, spec.presets[0]);
  return Object.fromEntries(
    Object.entries(spec.hparams).map(([key, field]) => [
      key,
      fitting(field, draft?.[key], first[key] ?? field.default),
    ]),
  );
}

const differences = (a: Hparams, b: Hparams): number =>
  Object.keys(a).filter((key) => a[key] !== b[key]).length;

/** The preset that the values come from: the one with the fewest differences, the earlier on a tie. */
export function nearestPreset(
  spec: ModelSpec,
  values: Hparams,
): { readonly preset: Preset | undefined; readonly isChanged: boolean } {
  const ranked = spec.presets
    .map((preset) => ({ preset, changes: differences(presetValues(spec, preset), values) }))
    .sort((a, b) => a.changes - b.changes);
  return { preset: ranked[0]?.preset, isChanged: (ranked[0]?.changes ?? 0) > 0 };
}
