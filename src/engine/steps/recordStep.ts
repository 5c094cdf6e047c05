/** A model's training step as a program, with what it is fed and the state it works on. */
import type * as tf from "@tensorflow/tfjs";
import type { Feeds } from "../../graph/executable.ts";
import { patchColumns } from "../../graph/patchTable.ts";
import type { Program } from "../../graph/program.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { batchFrom, type StepBatches } from "../dataset/batches.ts";
import type { Model } from "../models/model.ts";
import { patchBatch } from "../ops/patchBatch.ts";
import { StepRandom } from "../ops/random.ts";
import { type FeedSpec, record } from "../recording/record.ts";
import { type Moment, scheduleAt } from "./takeStep.ts";

export interface StepSource extends Omit<Moment, "step"> {
  readonly model: Omit<Model, "adjust">;
  readonly patches: {
    /** Side of a patch, px. */
    readonly size: number;
    /** [N, size · size] int32, on the device; left out where each batch brings its own. */
    readonly packed?: tf.Tensor2D;
  };
  readonly batches: StepBatches;
}

export interface RecordedStep {
  readonly program: Program;
  /** What the program reads and writes, by name. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** What it only reads, by name. */
  readonly resident: ReadonlyMap<string, tf.Tensor>;
  /** For update `step`. */
  readonly feedsAt: (step: number) => Feeds;
}

const patchesName = "patches";
const schedulePrefix = "schedule.";

/** @throws Unrecordable */
export function recordStep(source: StepSource): RecordedStep {
  const { model, patches, batches, seed, only } = source;
  const variables = new Map(stateVariables(model));
  const { packed, size } = patches;
  const resident = new Map(packed ? [[patchesName, packed as tf.Tensor]] : []);
  const own = packed ? {} : { [patchesName]: patchesSpec(batches.images, size) };
  const names = Object.keys(scheduleAt(model, { ...source, step: 0 }));
  const program = record({
    feeds: { ...feedSpecs(batches.images, names), ...own },
    state: Object.fromEntries([...variables, ...resident]),
    run: (feeds) => {
      const scalar = (name: string) => feeds[schedulePrefix + name] as tf.Scalar; // declared below
      const from = packed ?? (feeds[patchesName] as tf.Tensor2D); // one of the two
      const images = patchBatch(from, feeds.table as tf.Tensor2D, size);
      const batch = batchFrom(images, feeds.labels as tf.Tensor1D, batches.isTwofold);
      return model.trainStep(batch, {
        random: new StepRandom({ seed: 0, step: 0 }, feeds.clock),
        scalars: Object.fromEntries(names.map((name) => [name, scalar(name)])),
        ...(only !== undefined && { only }),
      });
    },
  });
  const feedsAt = (step: number): Feeds => ({
    ...batches.rowsAt(step),
    clock: Int32Array.of(seed, step),
    ...Object.fromEntries(
      Object.entries(scheduleAt(model, { ...source, step })).map(([name, number]) => [
        schedulePrefix + name,
        Float32Array.of(number),
      ]),
    ),
  });
  return { program, variables, resident, feedsAt };
}

const patchesSpec = (count: number, size: number): FeedSpec => ({
  shape: [count, size ** 2],
  dtype: "int32",
});

function feedSpecs(batchSize: number, scheduled: readonly string[]): Record<string, FeedSpec> {
  return {
    table: { shape: [batchSize, patchColumns.length], dtype: "float32" },
    labels: { shape: [batchSize], dtype: "int32" },
    clock: { shape: [2], dtype: "int32" },
    ...Object.fromEntries(
      scheduled.map((name) => [schedulePrefix + name, { shape: [], dtype: "float32" } as const]),
    ),
  };
}
