/** What the sampler keeps of the snapshots that it is sent. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeCheckpoint } from "../checkpoints/checkpoint.ts";
import { buildModel } from "../models/builtModel.ts";
import { freshRecord } from "../runs/runRecords.ts";
import { registry, request } from "../testing/runsSession.ts";
import { SnapshotPlayer } from "./snapshots.ts";
import type { WeightSnapshot } from "./weightFeed.ts";

beforeAll(() => tf.setBackend("cpu"));

let player: SnapshotPlayer;
let held: readonly string[];
beforeEach(() => {
  held = [];
  player = new SnapshotPlayer(
    registry,
    async () => undefined,
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
    for (const runId of runIds) player.take(await snapshot(runId));
    expect(held).toEqual(runIds.slice(-4));
    expect(runIds.filter((runId) => player.holds(runId))).toEqual(runIds.slice(-4));
  });

  it("are of the four runs last played", async () => {
    const before = tf.memory().numTensors;
    for (const runId of runIds) {
      player.take(await snapshot(runId));
      await player.play(runId, async () => undefined);
    }
    expect(held).toEqual(runIds.slice(-4));
    for (const runId of runIds) player.take({ runId, bytes: null });
    await player.play("a", async () => undefined).catch(() => undefined); // after what is given up
    expect(held).toEqual([]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("stay while somebody plays with them, though the run is gone meanwhile", async () => {
    const before = tf.memory().numTensors;
    player.take(await snapshot("a"));
    const sizes = player.play("a", async ({ model }) => {
      player.take({ runId: "a", bytes: null });
      return tf.tidy(() => model.logits?.(tf.ones([1, 32, 32, 3])).size);
    });
    expect(await sizes).toBe(2);
    await player.play("a", async () => undefined).catch(() => undefined);
    expect(tf.memory().numTensors).toBe(before);
  });
});
