/** A model like another one, with numbers of its own. */
import * as tf from "@tensorflow/tfjs";
import type { RunRecord } from "../../protocol/run.ts";
import { type BuiltModel, buildModel, isFitted, type Registry } from "../models/builtModel.ts";
import { stateVariables } from "./modelState.ts";

/** @param record that the model was built by */
export function copyModel(registry: Registry, model: BuiltModel, record: RunRecord): BuiltModel {
  const copy = buildModel(registry, record);
  if (isFitted(copy)) {
    copy.take(model.buffers ?? {});
    return copy;
  }
  const copies = new Map(stateVariables(copy));
  tf.tidy(() => {
    for (const [name, variable] of stateVariables(model)) copies.get(name)?.assign(variable.mul(1)); // a compiled step writes in place
  });
  return copy;
}
