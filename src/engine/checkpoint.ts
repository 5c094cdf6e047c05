/**
 * A run as bytes: every network's weights, the optimisers' state and the run's record, in one
 * safetensors file. Weights are named by position (`encoder.3`), because tfjs's own names depend on
 * what else was built before.
 */
import * as tf from "@tensorflow/tfjs";
import * as v from "valibot";
import { runSchema } from "../data/documentSchemas.ts";
import type { RunRecord } from "../protocol/run.ts";
import { adamTensors, restoreAdam } from "./adamSlots.ts";
import { BadCheckpoint } from "./errors.ts";
import type { Model } from "./models/model.ts";
import { type NamedArray, readSafetensors, writeSafetensors } from "./safetensors.ts";

export interface CheckpointOptions {
  /** Store F16; for shipping, not for resuming. */
  readonly half?: boolean;
  /** Leave the optimisers out: enough to use the model, not to resume it. */
  readonly weightsOnly?: boolean;
}

export interface Checkpoint {
  readonly record: RunRecord;
  readonly tensors: ReadonlyMap<string, NamedArray>;
}

type Saveable = Pick<Model, "networks" | "optimizers">;

/** Takes the state at the moment of the call; training may go on while the bytes are read back. */
export async function writeCheckpoint(
  model: Saveable,
  record: RunRecord,
  options: CheckpointOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const named = options.weightsOnly
    ? weightTensors(model)
    : [...weightTensors(model), ...optimizerTensors(model)];
  const shapes = named.map(([, tensor]) => tensor.shape);
  const flat = tf.tidy(() => tf.concat1d(named.map(([, tensor]) => tensor.flatten())));
  tf.dispose(named.flatMap(([name, tensor]) => (name.endsWith(".powers") ? [tensor] : [])));
  const numbers = (await flat.data()) as Float32Array; // the one read of a checkpoint
  flat.dispose();
  let start = 0;
  const arrays = named.map(([name], at): NamedArray => {
    const shape = shapes[at] as number[];
    const end = start + tf.util.sizeFromShape(shape);
    const data = numbers.subarray(start, end);
    start = end;
    return { name, shape, data };
  });
  return writeSafetensors(arrays, { run: JSON.stringify(record) }, options.half);
}

/** @throws BadCheckpoint for bytes that are not a sound checkpoint with a sound record */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes);
  const result = v.safeParse(runSchema, parsedJson(metadata.get("run") ?? ""));
  if (!result.success) throw new BadCheckpoint("The checkpoint's record is not valid");
  return { record: result.output, tensors };
}

/**
 * Puts a checkpoint's numbers into a freshly built model.
 * @throws BadCheckpoint unless every weight is there with its exact shape, and nothing else
 */
export function restoreModel(model: Saveable, { tensors }: Checkpoint): void {
  const expected = weightTensors(model);
  const extra = [...tensors.keys()].filter((name) => !name.startsWith("optimizer."));
  if (extra.length !== expected.length) {
    throw new BadCheckpoint(`${extra.length} weights where the model has ${expected.length}`);
  }
  for (const [name, tensor] of expected) {
    const saved = tensors.get(name);
    if (!saved || !tf.util.arraysEqual([...saved.shape], tensor.shape)) {
      throw new BadCheckpoint(`Weight ${name} is missing or has another shape`);
    }
  }
  tf.tidy(() => {
    for (const [network, layers] of Object.entries(model.networks)) {
      for (const [at, weight] of layers.weights.entries()) {
        weight.write(toTensor(tensors.get(`${network}.${at}`) as NamedArray)); // checked above
      }
    }
    restoreOptimizers(model, tensors);
  });
}

function weightTensors(model: Saveable): [string, tf.Tensor][] {
  return Object.entries(model.networks).flatMap(([network, layers]) =>
    layers.weights.map((weight, at): [string, tf.Tensor] => [`${network}.${at}`, weight.read()]),
  );
}

function optimizerTensors(model: Saveable): [string, tf.Tensor][] {
  return Object.entries(model.optimizers).flatMap(([name, optimizer]) =>
    adamTensors(optimizer).map(([slot, tensor]): [string, tf.Tensor] => [
      `optimizer.${name}.${slot}`,
      tensor,
    ]),
  );
}

function restoreOptimizers(model: Saveable, tensors: ReadonlyMap<string, NamedArray>): void {
  const shapes = new Set(weightTensors(model).map(([, tensor]) => tensor.shape.join()));
  for (const [name, optimizer] of Object.entries(model.optimizers)) {
    const powers = tensors.get(`optimizer.${name}.powers`);
    if (!powers) continue; // saved without optimisers
    const take = (slot: string) => {
      const saved = tensors.get(`optimizer.${name}.${slot}`);
      if (saved && !shapes.has(saved.shape.join())) {
        throw new BadCheckpoint(`Optimiser slot ${slot} fits no weight`);
      }
      return saved ? toTensor(saved) : null;
    };
    restoreAdam(optimizer, take, powers.data);
  }
}

function toTensor({ data, shape }: NamedArray): tf.Tensor {
  return tf.tensor(data, [...shape], "float32");
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
