import { expect, it } from "vitest";
import type { Text } from "../../messages/text.ts";
import type { ModelSpec } from "../../protocol/spec.ts";
import { figureWords } from "./figureWords.ts";

const said = (id: string, values: object = {}) => `${id} ${Object.values(values).join(" ")}`.trim();
const text: Text = Object.assign(said, { stated: (id: string) => id, locale: "en" as const });
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

it("judges a GAN by its distance from photos, and never by how its discriminator fares", () => {
  const gan = spec(["dReal", "dFake"], []);
  const latest = { dReal: 0.53, dFake: 0.4 };
  expect(figureWords(text, { latest }, gan)).toEqual([]);
  const measured = { latest: { ...latest, "val.kid": 0.8 } };
  expect(figureWords(text, measured, gan)).toEqual(["library.model.kid 0.8"]);
  const best = { step: 900, kid: 0.4 };
  expect(figureWords(text, { ...measured, best }, gan)).toEqual(["library.model.kidBest 0.4 900"]);
});

it("judges others by what was measured on held-out photos, under its own name", () => {
  const vae = spec(["loss"], ["loss"]);
  expect(figureWords(text, { latest: { loss: 2 } }, vae)).toEqual([]);
  expect(figureWords(text, { latest: { loss: 2, "val.loss": 3 } }, vae)).toEqual([
    "library.model.heldOut series.loss 3",
  ]);
  const latest = { "val.loss": 1, "val.accuracy": 0.9 };
  expect(figureWords(text, { latest }, spec(["loss"], ["loss", "accuracy"]))).toEqual([
    "library.model.right 90%",
  ]);
});
