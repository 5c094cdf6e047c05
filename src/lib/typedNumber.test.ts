import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NumberRange, readTypedNumber } from "./typedNumber.ts";

const steps: NumberRange = { min: 10, max: 100_000, isWhole: true };
const rate: NumberRange = { min: 1e-6, max: 0.1, isWhole: false };
const share: NumberRange = { min: 10, max: 50, isWhole: false, unit: "%" };
const dropout: NumberRange = { min: 0, max: 0.9, isWhole: false };
const width: NumberRange = { min: 64, max: 1024, isWhole: true, unit: "px" };
const weight: NumberRange = { min: -5000, max: 5000, isWhole: false };
const epochs: NumberRange = { min: 1, max: 5000, isWhole: true };

const fields = { steps, rate, share, dropout, width, weight, epochs };

describe("a typed number is what was meant", () => {
  it.each<[keyof typeof fields, string, number]>([
    ["steps", "1000", 1000],
    ["steps", "1,000", 1000],
    ["steps", "1 000", 1000],
    ["steps", "1\u202f000", 1000],
    ["steps", "1'000", 1000],
    ["steps", "1.000", 1000],
    ["steps", "12,500", 12_500],
    ["steps", "12.500", 12_500],
    ["steps", "100,000", 100_000],
    ["steps", "2k", 2000],
    ["steps", "2.5 K", 2500],
    ["steps", "2万", 20_000],
    ["steps", "1e3", 1000],
    ["steps", "１２０", 120],
    ["steps", "１，２００", 1200],
    ["steps", "+50", 50],
    ["epochs", "1,000", 1000],
    ["rate", "E-4", 1e-4],
    ["rate", "1e-4", 1e-4],
    ["rate", "1E−4", 1e-4],
    ["rate", "２ｅ－４", 2e-4],
    ["rate", "1×10^-4", 1e-4],
    ["rate", "10^-4", 1e-4],
    ["rate", ".0005", 0.0005],
    ["rate", "0,0005", 0.0005],
    ["rate", "０。０００５", 0.0005],
    ["rate", "1/1000", 0.001],
    ["rate", "0.1", 0.1],
    ["share", "33", 33],
    ["share", "33%", 33],
    ["share", "33 %", 33],
    ["share", "12,5 %", 12.5],
    ["share", "３３％", 33],
    ["dropout", "50 %", 0.5],
    ["dropout", "0,500", 0.5],
    ["dropout", "0.", 0],
    ["width", "192 px", 192],
    ["width", "192PX", 192],
    ["weight", "-1", -1],
    ["weight", "−1,5", -1.5],
    ["weight", "1,234.5", 1234.5],
    ["weight", "1.234,5", 1234.5],
    ["weight", "1 234,5", 1234.5],
  ])("%s: %s", (field, text, value) => {
    expect(readTypedNumber(text, fields[field])).toEqual({ kind: "number", value });
  });
});

describe("a typed number is never taken for another", () => {
  it.each<[keyof typeof fields, string, string]>([
    ["steps", "", "empty"],
    ["steps", "  ", "empty"],
    ["steps", "abc", "unclear"],
    ["steps", "1 5", "unclear"],
    ["steps", "1,00,000", "unclear"],
    ["steps", "1,0000,000", "unclear"],
    ["steps", "2m", "unclear"],
    ["steps", "--12", "unclear"],
    ["steps", "12 or 13", "unclear"],
    ["steps", "10⁻⁴", "unclear"],
    ["steps", "Infinity", "unclear"],
    ["steps", "0x20", "unclear"],
    ["steps", "1/0", "unclear"],
    ["steps", "12.7", "notWhole"],
    ["steps", "5", "outOfRange"],
    ["steps", "1e9", "outOfRange"],
    ["rate", "-1", "outOfRange"],
    ["rate", "1", "outOfRange"],
    ["rate", "1,000", "outOfRange"],
    ["share", "0.5", "outOfRange"],
    ["share", "75", "outOfRange"],
    ["width", "192 mm", "unclear"],
    ["weight", "1,000", "ambiguous"],
    ["weight", "1.250", "ambiguous"],
    ["epochs", "1.000", "ambiguous"],
  ])("%s: “%s” is %s", (field, text, kind) => {
    expect(readTypedNumber(text, fields[field]).kind).toBe(kind);
  });

  it("gives both readings of what it does not decide", () => {
    expect(readTypedNumber("1,250", weight)).toEqual({ kind: "ambiguous", readings: [1.25, 1250] });
  });
});

describe("a number that is shown", () => {
  it.each(["en", "zh", "de", "fr"])("is read back as it is (%s)", (locale) => {
    const range: NumberRange = { min: -1000, max: 1000, isWhole: false };
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), (hundredths) => {
        const value = hundredths / 100;
        const shown = value.toLocaleString(locale, { maximumFractionDigits: 2 });
        expect(readTypedNumber(shown, range)).toEqual({ kind: "number", value });
      }),
      { numRuns: 50 },
    );
  });

  it("never throws, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const read = readTypedNumber(text, rate);
        if (read.kind === "number") expect(read.value).toBeLessThanOrEqual(rate.max);
      }),
    );
  });
});
