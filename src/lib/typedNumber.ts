/**
 * Reads a number as people type it: decimal comma or point, grouped digits, powers of ten, fractions,
 * thousands, percent, full-width digits. Where a text has two readings and both fit, it is not guessed.
 */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
  /** What the field shows behind its numbers ("%", "px", "像素"): may be typed or left out. */
  readonly unit?: string;
}

export type TypedNumber =
  | { readonly kind: "number"; readonly value: number }
  /** Nothing was typed. */
  | { readonly kind: "empty" }
  /** No number, or one in a way of writing that is not known here. */
  | { readonly kind: "unclear" }
  /** "1,000" where both fit. */
  | { readonly kind: "ambiguous"; readonly readings: readonly [number, number] }
  | { readonly kind: "notWhole" }
  | { readonly kind: "outOfRange" };

const digits = String.raw`\d+`;
/** Digits with whatever may stand between them; read further by `mantissaReadings`. */
const mantissa = `(?:${digits}(?:[.,' _]${digits})*[.,]?|[.,]${digits})`;
const exponent = String.raw`(?:e|(?:\s*[*x×]\s*)?10\s*\^)\s*([-+]?\d+)`;
const numberPattern = new RegExp(String.raw`^([-+]?)\s*(${mantissa})(?:\s*${exponent})?$`, "i");
const powerPattern = /^([-+]?)\s*(?:e|10\s*\^)\s*([-+]?\d+)$/i;
const fractionPattern = /^([-+]?)\s*(\d+(?:[.,]\d+)?)\s*\/\s*(\d+(?:[.,]\d+)?)$/;
/** Ends that multiply; "m" would be thousandths or millions, so it is none. */
const multipliers: Readonly<Record<string, number>> = { k: 1e3, 千: 1e3, 万: 1e4, 萬: 1e4 };

/** What a text means in a field that takes `range` (min ≤ max, in the unit that is shown). */
export function readTypedNumber(text: string, range: NumberRange): TypedNumber {
  const plain = plainText(text);
  if (plain === "") return { kind: "empty" };
  const { body, factor } = withoutEnding(plain, range.unit ?? "");
  const readings = readingsOf(body, range.isWhole).map((value) => rounded(value * factor));
  const fitting = [...new Set(readings.filter((value) => fits(value, range)))];
  const [first, second] = fitting;
  if (first !== undefined && second !== undefined) {
    return { kind: "ambiguous", readings: [first, second] };
  }
  if (first !== undefined) return { kind: "number", value: within(first, range) };
  if (readings.length === 0) return { kind: "unclear" };
  const isInRange = readings.some((value) => fits(value, { ...range, isWhole: false }));
  return { kind: isInRange ? "notWhole" : "outOfRange" };
}

/** Full-width forms and the many minus signs and spaces as ASCII. */
function plainText(text: string): string {
  return text
    .replaceAll("。", ".")
    .normalize("NFKC")
    .replaceAll(/[−‐‑–—]/g, "-")
    .replaceAll("’", "'")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Takes off the field's unit, a percent sign or a multiplier. */
function withoutEnding(text: string, unit: string): { body: string; factor: number } {
  const shown = plainText(unit).toLowerCase();
  const lower = text.toLowerCase();
  if (shown !== "" && lower.endsWith(shown)) {
    return { body: text.slice(0, -shown.length).trim(), factor: 1 };
  }
  if (text.endsWith("%")) return { body: text.slice(0, -1).trim(), factor: 0.01 };
  const end = lower.at(-1) ?? "";
  const factor = Object.hasOwn(multipliers, end) ? multipliers[end] : undefined;
  if (factor === undefined) return { body: text, factor: 1 };
  return { body: text.slice(0, -1).trim(), factor };
}

/** The values that a text may mean; none where it is no number. */
function readingsOf(text: string, isWhole: boolean): number[] {
  const power = powerPattern.exec(text);
  if (power) return finite([Number(`${power[1]}1e${power[2]}`)]);
  const fraction = fractionPattern.exec(text);
  if (fraction) {
    const [, sign, over, under] = fraction;
    const [a, b] = [over, under].map((part) => Number(part?.replace(",", ".")));
    return finite([(Number(`${sign}1`) * (a ?? 0)) / (b ?? 0)]);
  }
  const found = numberPattern.exec(text);
  if (!found) return [];
  const [, sign = "", number = "", power10 = "0"] = found;
  const readings = mantissaReadings(number, isWhole);
  return finite(readings.map((value) => Number(`${sign}${value}e${power10}`)));
}

const finite = (values: readonly number[]) => values.filter(Number.isFinite);

const grouped = /^[1-9]\d{0,2}(?:([.,' _])\d{3})(?:\1\d{3})*$/;

/**
 * ASCII decimals ("1234.5") that digits and separators may stand for. "1,000" has two readings, but
 * nobody writes zeros behind a comma where only whole numbers go: there it is a thousand.
 */
function mantissaReadings(text: string, isWhole: boolean): string[] {
  const separators = [...text.replaceAll(/\d/g, "")];
  const last = separators.at(-1);
  if (last === undefined) return [text];
  const isGroup = grouped.test(text);
  const whole = text.replaceAll(/\D/g, "");
  const isPointOrComma = last === "." || last === ",";
  if (separators.length > 1 && separators.every((mark) => mark === last)) {
    return isGroup ? [whole] : [];
  }
  if (separators.length === 1) {
    if (isGroup && isWhole && last === ",") return [whole];
    const readings = isPointOrComma ? [withPoint(text, last)] : [];
    return isGroup ? [...readings, whole] : readings;
  }
  // Groups of one kind, then a decimal mark of another: 1,234.5 or 1 234,5.
  const at = text.lastIndexOf(last);
  return isPointOrComma && grouped.test(text.slice(0, at)) && !text.slice(0, at).includes(last)
    ? [`${text.slice(0, at).replaceAll(/\D/g, "")}.${text.slice(at + 1)}`]
    : [];
}

const withPoint = (text: string, mark: string): string => `0${text}`.replace(mark, ".");

/** Decimal arithmetic leaves 0.30000000000000004; fifteen digits are what was typed. */
const rounded = (value: number): number => Number(value.toPrecision(15));

const tolerance = 1e-9;

function fits(value: number, { min, max, isWhole }: NumberRange): boolean {
  const slack = tolerance * Math.max(Math.abs(min), Math.abs(max));
  if (value < min - slack || value > max + slack) return false;
  return !isWhole || Number.isInteger(value);
}

const within = (value: number, { min, max }: NumberRange): number =>
  Math.min(max, Math.max(min, value));
