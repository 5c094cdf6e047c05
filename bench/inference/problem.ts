/** The model of a case at the width that it is shipped with, and what is computed in one call. */
import { drawing, explaining, type Forward, judging } from "../../src/engine/inference/forward.ts";
import type { BuiltModel } from "../../src/engine/models/builtModel.ts";
import {
  fillHparams,
  type Generative,
  type ModelDefinition,
} from "../../src/engine/models/model.ts";
import { registry } from "../../src/engine/tasks/registry.ts";
import { Rng } from "../../src/lib/rng.ts";
import type { CaseName } from "./cases.ts";

const classes = 4;

export function problemOf(name: CaseName): { model: BuiltModel; forwards: Forward<never>[] } {
  const build = (id: "classifier" | "gan", width: number, size: number) => {
    const definition = registry[id] as ModelDefinition; // both are there
    const hparams = fillHparams(definition.hparams, { width });
    return definition.build(hparams, { size, classes: id === "gan" ? 1 : classes }, new Rng(1));
  };
  const drawn = (count: number) => {
    const model = build("gan", 32, 32);
    return { model, forwards: [drawing(model as Generative, count)] as Forward<never>[] };
  };
  switch (name) {
    case "classifier-64-b32":
      return {
        model: build("classifier", 24, 64),
        forwards: [judging(32, 64, 64)] as Forward<never>[],
      };
    case "gan-32-b1":
      return drawn(1);
    case "gan-32-b144":
      return drawn(144);
    case "photo-25-heat":
      return {
        model: build("classifier", 24, 64),
        forwards: [judging(25, 64, 64), explaining(classes, 1, 320, 320)] as Forward<never>[],
      };
    default:
      return name satisfies never;
  }
}
