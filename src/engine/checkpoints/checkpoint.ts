/**
 * A run as bytes: every network's weights, the optimisers' state and the run's record, in one
 * safetensors file.
 */
import * as tf from "@tensorflow/tfjs";
import * as v from "valibot";
import { runSchema } from "../../data/documentSchemas.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { BadCheckpoint, Diverged } from "../errors.ts";
import { isFitted } from "../models/builtModel.ts";
import type { FittedModel } from "../models/model.ts";
import { takeData } from "../ops/takeData.ts";
import {
  bufferVariables,
  optimizerVariables,
  type Saveable,
  stateVariables,
  weightVariables,
} from "./modelState.ts";
import { type NamedArray, readSafetensors, writeSafetensors } from "./safetensors.ts";
import { withTrainedGenerator } from "./untrainedGenerator.ts";

export interface CheckpointOptions {
  /** Store F16; for shipping, not for resuming. */
  readonly half?: boolean;
  /** Leave the optimisers out: enough to use the model, not to resume it. */
  readonly weightsOnly?: boolean;
}

export interface Checkpoint {
  readonly record: RunRecord;
  readonly tensors: ReadonlyMap<string, NamedArray>;
  /** Its generator had not learnt, and has the averaged one's numbers now. */
  readonly isMended: boolean;
}

/**
 * Takes the state at the moment of the call; training may go on while the bytes are read back.
 * @throws Diverged where a number is not finite: nobody could go on from such a state
 */
export async function writeCheckpoint(
  model: Saveable,
  record: RunRecord,
  options: CheckpointOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const arrays = await readArrays(
    options.weightsOnly && !isFitted(model) ? weightVariables(model) : stateVariables(model),
  );
  const { list: _, ...data } = record.data; // it lies in storage, or with the record of a shipped run
  return writeSafetensors(arrays, { run: JSON.stringify({ ...record, data }) }, options.half);
}

/** One transfer for all. */
async function readArrays(named: readonly [string, tf.Tensor][]): Promise<NamedArray[]> {
  if (named.length === 0) return []; // a fitted model before it is fitted
  const shapes = named.map(([, { shape }]) => shape);
  const flat = tf.tidy(() => tf.concat1d(named.map(([, tensor]) => tensor.flatten())));
  const numbers = (await takeData(flat)) as Float32Array; // every weight is one
  if (!areFinite(numbers)) throw new Diverged("A weight or moment is not finite");
  let start = 0;
  return named.map(([name], at) => {
    const shape = shapes[at] as number[];
    const end = start + tf.util.sizeFromShape(shape);
    const data = numbers.subarray(start, end);
    start = end;
    return { name, shape, data };
  });
}

/** Without a call for each number, because there are millions. */
function areFinite(numbers: Float32Array): boolean {
  let sum = 0;
  for (let at = 0; at < numbers.length; at++) sum += (numbers[at] as number) * 0; // else NaN
  return sum === 0;
}

/** @throws BadCheckpoint for bytes that are not a sound checkpoint with a sound record */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes);
  const result = v.safeParse(runSchema, parsedJson(metadata.get("run") ?? ""));
  if (!result.success) throw new BadCheckpoint("The checkpoint's record is not valid");
  const mended = withTrainedGenerator(tensors);
  return { record: result.output, tensors: mended ?? tensors, isMended: mended !== null };
}

/**
 * Puts a checkpoint's numbers into a freshly built model.
 * @throws BadCheckpoint unless every weight is there with its exact shape, and nothing else; an
 *         optimiser may be left out, but not in part
 */
export function restoreModel(model: Saveable, { tensors }: Pick<Checkpoint, "tensors">): void {
  if (isFitted(model)) restoreFitted(model, tensors);
  else restoreLearning(model, tensors);
}

function restoreLearning(model: Saveable, tensors: Checkpoint["tensors"]): void {
  const weights = weightVariables(model);
  const extra = [...tensors.keys()].filter((name) => !/^(optimizer|buffer)\./.test(name));
  if (extra.length !== weights.length) {
    throw new BadCheckpoint(`${extra.length} weights where the model has ${weights.length}`);
  }
  const optimizers = optimizerVariables(model).filter(([name]) =>
    tensors.has(updatesName(optimizerOf(name))),
  );
  const buffers = bufferVariables(model).filter(([name]) => tensors.has(name));
  const saved = [...weights, ...optimizers, ...buffers].map(
    ([name, variable]) => [variable, savedArray(tensors, name, variable.shape)] as const,
  );
  tf.tidy(() => {
    for (const [variable, { data, shape }] of saved)
      variable.assign(tf.tensor(data, [...shape], "float32"));
  });
}

/** One that was not fitted yet when it was kept stays so. @throws BadCheckpoint */
function restoreFitted(model: FittedModel, tensors: Checkpoint["tensors"]): void {
  tf.tidy(() => {
    const found = [...tensors].map(([name, { data, shape }]) => {
      const own = /^buffer\.(.+)$/.exec(name)?.[1];
      if (own === undefined) throw new BadCheckpoint(`A fitted model has no ${name}`);
      return [own, tf.tensor(data, [...shape], "float32")] as const;
    });
    if (found.length > 0) model.take(Object.fromEntries(found));
  });
}

function savedArray(
  tensors: Checkpoint["tensors"],
  name: string,
  shape: readonly number[],
): NamedArray {
  const saved = tensors.get(name);
  if (!saved || !tf.util.arraysEqual([...saved.shape], [...shape])) {
    throw new BadCheckpoint(`Weight ${name} is missing or has another shape`);
  }
  return saved;
}

/** "optimizer.adam" for `optimizer.adam.m.3` */
const optimizerOf = (name: string): string => name.split(".").slice(0, 2).join(".");
const updatesName = (optimizer: string): string => `${optimizer}.updates`;

/** JSON has no word for numbers that are not finite, which a history may hold: it writes null for them. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => (value === null ? Number.NaN : value));
  } catch {
    return null;
  }
}
