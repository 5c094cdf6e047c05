/**
 * Everything that training changes in a model, by name. Weights are named by position (`encoder.3`),
 * because tfjs's own names depend on what else was built before.
 */
import type * as tf from "@tensorflow/tfjs";
import type { StoredModel } from "../models/model.ts";

export type Saveable = Pick<StoredModel, "networks" | "optimizers" | "buffers">;

/** Of every network, in the networks' own order. */
export function weightVariables({
  networks,
}: Pick<StoredModel, "networks">): [string, tf.Variable][] {
  return Object.entries(networks).flatMap(([network, layers]) =>
    layers.weights.map((weight, at): [string, tf.Variable] => [
      `${network}.${at}`,
      weight.read() as tf.Variable, // tfjs keeps variables there
    ]),
  );
}

/** Of every optimiser: how often it was used, and two moments a parameter. */
export function optimizerVariables({
  optimizers,
}: Pick<StoredModel, "optimizers">): [string, tf.Variable][] {
  return Object.entries(optimizers).flatMap(([name, { updates, slots }]) => [
    [`optimizer.${name}.updates`, updates] as [string, tf.Variable],
    ...slots.flatMap(({ m, v }, at): [string, tf.Variable][] => [
      [`optimizer.${name}.m.${at}`, m],
      [`optimizer.${name}.v.${at}`, v],
    ]),
  ]);
}

/** Of what else is carried on from step to step. */
export function bufferVariables({
  buffers = {},
}: Pick<StoredModel, "buffers">): [string, tf.Variable][] {
  return Object.entries(buffers).map(([name, variable]) => [`buffer.${name}`, variable]);
}

export function stateVariables(model: Saveable): [string, tf.Variable][] {
  return [...weightVariables(model), ...optimizerVariables(model), ...bufferVariables(model)];
}
