import { describe, expect, it } from "vitest";
import type { ModelSpec } from "../src/protocol/spec.ts";
import { makes } from "../src/protocol/tasks.ts";
import type { CommonArgs } from "./args.ts";
import { parseLabArgs } from "./commandLine.ts";
import { chooseModel, hparamsFor, patchSettingsFor } from "./settings.ts";
import { loadVerbs } from "./verb.ts";

const spec: ModelSpec = {
  id: "vae",
  tasks: [{ id: "generate", desk: "generate", makes: "drawings" }],
  needs: "images",
  suits: { size: 32, shortSide: 128 },
  hparams: {
    steps: { kind: "int", default: 1000, min: 1, max: 10_000, step: 1, advanced: false },
    seed: { kind: "int", default: 1, min: 0, max: 99, step: 1, advanced: false },
    width: { kind: "int", default: 64, min: 4, max: 128, step: 4, advanced: false },
    roll: { kind: "boolean", default: true, advanced: false },
  },
  presets: [
    { id: "small", hparams: { width: 32 } },
    { id: "article", hparams: {} },
  ],
  losses: ["loss"],
  validation: [],
};
const verbs = await loadVerbs();
const args = (flags: string): CommonArgs =>
  parseLabArgs(["generate", "--data", "x", ...flags.split(" ")], verbs).args;

describe("lab settings", () => {
  it("put flags over the preset over the defaults", () => {
    expect(hparamsFor(spec, args("--seed 3"))).toEqual({
      steps: 1000,
      seed: 3,
      width: 32,
      roll: true,
    });
    expect(hparamsFor(spec, args("--preset article --steps 20 --set roll=false"))).toEqual({
      steps: 20,
      seed: 1,
      width: 64,
      roll: false,
    });
  });

  it("scale photos to four patches and let --set change how they are cut", () => {
    expect(patchSettingsFor(spec, args("--size 64"))).toMatchObject({ size: 64, shortSide: 256 });
    expect(patchSettingsFor(spec, args("--set shortSide=96 --set cut=random"))).toMatchObject({
      shortSide: 96,
      cut: "random",
    });
    expect(patchSettingsFor(spec, args("--seed 1"))).toMatchObject(spec.suits);
  });

  it.each([
    ["--preset big", /--preset must be one of small, article/],
    ["--set depth=3", /--set depth: there is no such setting/],
    ["--set width=4000", /--set width must be a whole number from 4 to 128/],
    ["--set width=9.5", /--set width must be a whole number/],
    ["--set width=wide", /--set width must be/],
    ["--set roll=1", /--set roll must be true or false/],
  ])("refuse %s", (flags, message) => {
    expect(() => hparamsFor(spec, args(flags))).toThrow(message);
  });

  it("refuse a model that does not fit the command", () => {
    const draws = (model: ModelSpec) => makes(model, "drawings");
    expect(chooseModel([spec], draws, undefined)).toBe(spec);
    expect(() => chooseModel([spec], draws, "gan")).toThrow(/--model must be one of vae/);
  });
});
