/** What a hyperparameter's number may be, how a slider moves it and how it reads. */
import type { Field } from "../../protocol/spec.ts";
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

/** Digits that a setting keeps, and that its field shows: what is shown is what is in force. */
const settingDigits = 6;

/** Into the field's range, whole where it must be; the rest to six significant digits. */
export function settle(field: NumberField, value: number): number {
  if (!Number.isFinite(value)) return field.default;
  const kept = field.kind === "int" ? Math.round(value) : Number(value.toPrecision(settingDigits));
  return Math.min(field.max, Math.max(field.min, kept));
}

/** A setting as its field shows it: every digit that is in force. */
export function showSetting(value: number): string {
  if (value === 0 || Math.abs(value) >= 0.001) return String(value);
  return shortExponential(value, settingDigits);
}

/** "2e-4", without zeros that say nothing. */
const shortExponential = (value: number, digits: number): string =>
  value.toExponential(digits - 1).replace(/\.?0+e/, "e");

/** Four significant digits, whole from 1,000 on; powers of ten for the very small ("2e-4"). */
export function showNumber(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.001) {
    return shortExponential(value, 3);
  }
  return String(Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4)));
}
