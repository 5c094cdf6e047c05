import { describe, expect, it } from "vitest";
import type { ModelSpec } from "../protocol/spec.ts";
import { figureOf, headlineOf } from "./headline.ts";

const spec = (losses: string[], validation: string[]): ModelSpec => ({
  id: "toy",
  tasks: [],
  needs: "images",
  suits: { size: 32, shortSide: 128 },
  hparams: {},
  presets: [],
  losses,
  validation,
});

describe("headlineOf", () => {
  it("prefers accuracy on held-out photos", () => {
    const latest = { loss: 1, "val.loss": 2, "val.accuracy": 0.9 };
    expect(headlineOf({ latest }, spec(["loss"], ["loss", "accuracy"]))).toEqual({
      series: "accuracy",
      value: 0.9,
      isHeldOut: true,
      isShare: true,
    });
  });

  it("falls back to the training loss before the first validation", () => {
    const early = headlineOf({ latest: { loss: 3 } }, spec(["loss"], ["loss"]));
    expect(early).toMatchObject({ value: 3, isHeldOut: false });
    expect(headlineOf({ latest: {} }, spec(["loss"], ["loss"]))).toBeNull();
  });
});

describe("figureOf", () => {
  const vae = spec(["loss"], ["loss"]);

  it("is the best distance from photos, else the newest one, else the headline", () => {
    const latest = { loss: 3, "val.loss": 2 };
    const measured = { ...latest, "val.kid": 0.5 };
    expect(figureOf({ latest: measured, best: { step: 4, kid: 0.25 } }, vae)?.value).toBe(0.25);
    expect(figureOf({ latest: measured }, vae)).toEqual({
      series: "kid",
      value: 0.5,
      isHeldOut: true,
      isShare: false,
    });
    expect(figureOf({ latest }, vae)).toMatchObject({ series: "loss", value: 2 });
  });
});
