/** What the sampler keeps of the snapshots that it is sent. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeCheckpoint } from "../checkpoints/checkpoint.ts";
import { buildModel } from "../models/builtModel.ts";
import { freshRecord } from "../runs/runRecords.ts";
import { registry, request } from "../testing/runsSession.ts";
import { Snapshots } from "./snapshots.ts";
import type { WeightSnapshot } from "./weightFeed.ts";

beforeAll(() => tf.setBackend("cpu"));

let snapshots: Snapshots;
let held: readonly string[];
beforeEach(() => {
  held = [];
  snapshots = new Snapshots(
    registry,
    async () => undefined,
    null,
    (runIds) => {
      held = runIds;
    },
  );
});

async function snapshot(runId: string): Promise<WeightSnapshot> {
  const record = freshRecord(request(runId), "cpu");
  const model = buildModel(registry, record);
  const bytes = await writeCheckpoint(model, record, { weightsOnly: true });
  model.dispose();
  return { runId, bytes };
}

const runIds = ["a", "b", "c", "d", "e", "f"];

describe("a sampler's weights", () => {
  it("are of the four newest runs, however many are sent", async () => {
    for (const runId of runIds) snapshots.take(await snapshot(runId));
    expect(held).toEqual(runIds.slice(-4));
    expect(runIds.filter((runId) => snapshots.holds(runId))).toEqual(runIds.slice(-4));
  });

  it("are of the four runs last used", async () => {
    const before = tf.memory().numTensors;
    for (const runId of runIds) {
      snapshots.take(await snapshot(runId));
      await snapshots.use(runId, async () => undefined);
    }
    expect(held).toEqual(runIds.slice(-4));
    for (const runId of runIds) snapshots.take({ runId, bytes: null });
    await snapshots.use("a", async () => undefined).catch(() => undefined); // after what is given up
    expect(held).toEqual([]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("stay while somebody computes with them, though the run is gone meanwhile", async () => {
    const before = tf.memory().numTensors;
    snapshots.take(await snapshot("a"));
    const sizes = snapshots.use("a", async ({ inference: { model } }) => {
      snapshots.take({ runId: "a", bytes: null });
      return tf.tidy(() => model.logits?.(tf.ones([1, 32, 32, 3])).size);
    });
    expect(await sizes).toBe(2);
    await snapshots.use("a", async () => undefined).catch(() => undefined);
    expect(tf.memory().numTensors).toBe(before);
  });
});
