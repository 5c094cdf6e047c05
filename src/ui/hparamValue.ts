/** What a hyperparameter's number may be, how a slider moves it and how it reads. */
import type { Field } from "../protocol/spec.ts";
import type { SliderScale } from "./sliderScale.ts";

export type NumberField = Extract<Field, { kind: "int" | "float" | "logFloat" }>;

export const isNumberField = (field: Field): field is NumberField =>
  field.kind === "int" || field.kind === "float" || field.kind === "logFloat";

/** A whole-number range this many times wider than its start is moved on a logarithmic scale. */
const wideRange = 100;

/** Logarithmic for `logFloat` and for wide ranges of whole numbers such as the count of steps. */
export function scaleOf(field: NumberField): SliderScale {
  const { min, max } = field;
  if (field.kind === "logFloat") return { min, max, step: 1, isLog: true };
  const isLog = field.kind === "int" && min > 0 && max / min > wideRange;
  return { min, max, step: field.step, isLog };
}

/** Into the field's range and onto its step; a log field keeps three significant digits. */
export function settle(field: NumberField, value: number): number {
  if (!Number.isFinite(value)) return field.default;
  const into = (number: number) => Math.min(field.max, Math.max(field.min, number));
  if (field.kind === "logFloat") return into(Number(value.toPrecision(3)));
  const steps = Math.round((value - field.min) / field.step);
  return into(Number((field.min + steps * field.step).toPrecision(12)));
}

/** Four significant digits, whole from 1,000 on; powers of ten for the very small ("2e-4"). */
export function showNumber(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.001) {
    return value.toExponential(2).replace(/\.?0+e/, "e");
  }
  return String(Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4)));
}
