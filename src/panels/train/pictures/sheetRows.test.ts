import { expect, it } from "vitest";
import { cgan } from "../../../engine/models/cgan.ts";
import { cyclegan } from "../../../engine/models/cyclegan.ts";
import { gan } from "../../../engine/models/gan.ts";
import { vae } from "../../../engine/models/vae.ts";
import { sheetRowsOf } from "./sheetRows.ts";

it("names a row for each class of a model that is told classes, as many as are shown", () => {
  expect(sheetRowsOf(cgan, 3, 3)).toEqual([0, 1, 2].map((label) => ({ kind: "class", label })));
  expect(sheetRowsOf(cgan, 9, 8)).toHaveLength(8);
});

it("names photos and translations of both directions", () => {
  expect(sheetRowsOf(cyclegan, 2, 4)).toEqual([
    { kind: "class", label: 0 },
    { kind: "translated", from: 0, to: 1 },
    { kind: "class", label: 1 },
    { kind: "translated", from: 1, to: 0 },
  ]);
});

it("names nothing where it cannot be told, and for other models", () => {
  expect(sheetRowsOf(cyclegan, 2, 2)).toBeNull();
  expect(sheetRowsOf(gan, 2, 2)).toBeNull();
  expect(sheetRowsOf(vae, 4, 4)).toBeNull();
});
