import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Field } from "../../protocol/spec.ts";
import { isNumberField, scaleOf, settle, showNumber, showSetting } from "./hparamValue.ts";

const fields = {
  batch: { kind: "int", default: 32, min: 8, max: 256, step: 1, advanced: false },
  steps: { kind: "int", default: 2000, min: 10, max: 100_000, step: 10, advanced: false },
  share: { kind: "float", default: 0.1, min: 0, max: 0.9, step: 0.05, advanced: false },
  rate: { kind: "logFloat", default: 1e-3, min: 1e-6, max: 1e-1, advanced: false },
} satisfies Record<string, Field>;

describe.each(Object.entries(fields))("settle %s", (_, field) => {
  it("gives a value that the field allows, whatever it is given", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const settled = settle(field, value);
        expect(settled).toBeGreaterThanOrEqual(field.min);
        expect(settled).toBeLessThanOrEqual(field.max);
        expect(settle(field, settled)).toBe(settled);
      }),
    );
  });

  it("keeps the default", () => {
    expect(settle(field, field.default)).toBe(field.default);
  });
});

describe("scaleOf", () => {
  it("is logarithmic for rates and for wide counts, linear for the rest", () => {
    expect(Object.values(fields).map((field) => scaleOf(field).isLog)).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});

describe("a typed setting", () => {
  it.each([
    [fields.steps, 1234, "1234"],
    [fields.steps, 12_345, "12345"],
    [fields.rate, 1.2345e-4, "1.2345e-4"],
    [fields.share, 0.333, "0.333"],
  ])("is in force as it was typed, and shown so", (field, value, shown) => {
    expect(settle(field, value)).toBe(value);
    expect(showSetting(settle(field, value))).toBe(shown);
  });
});

describe("showNumber", () => {
  it.each([
    [2e-4, "2e-4"],
    [0.05, "0.05"],
    [0.1 + 0.2, "0.3"],
    [12_345.678, "12346"],
    [0, "0"],
    [-0.00012, "-1.2e-4"],
  ])("shows %d as %s", (value, text) => {
    expect(showNumber(value)).toBe(text);
  });
});

describe("isNumberField", () => {
  it("tells numbers from choices", () => {
    expect(isNumberField(fields.rate)).toBe(true);
    expect(isNumberField({ kind: "boolean", default: true, advanced: false })).toBe(false);
  });
});
