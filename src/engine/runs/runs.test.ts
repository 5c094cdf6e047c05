/** Runs from train to reload, with memory in place of disk and a tiny model. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeEach, describe, expect, it } from "vitest";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { Snapshots } from "../inference/snapshots.ts";
import type { WeightSnapshot } from "../inference/weightFeed.ts";
import { float } from "../models/model.ts";
import {
  data as allData,
  classes,
  disk,
  registry,
  request,
  session,
} from "../testing/runsSession.ts";
import { tinyHparams, tinyModel } from "../testing/tinyModel.ts";
import type { Runs } from "./runs.ts";

beforeEach(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});

describe("runs", () => {
  it("train to the end, tell it and are there after a reload", async () => {
    const kept = disk();
    const first = session(kept);
    await first.runs.train(request("a"));
    await first.ended("a");
    expect(first.states("a")).toEqual(["training", "finished"]);

    const [record] = await session(kept).runs.load();
    expect(record).toMatchObject({ runId: "a", state: "finished", step: 12, backend: "wasm" });
    expect(record?.history.map(({ step }) => step)).toEqual(
      [...Array(12).keys()].map((i) => i + 1),
    );
    expect(record?.history.at(-1)?.values).toHaveProperty("val.loss");
  });

  it("pause, take one step, resume and stop", async () => {
    const { runs, states, ended } = session(disk());
    await runs.train(request("a", { hparams: tinyHparams({ steps: 1000 }) }));
    await runs.pause("a");
    const { step } = (await runs.open("a")).record;
    await runs.step("a");
    expect((await runs.open("a")).record.step).toBe(step + 1);
    await runs.resume("a");
    await runs.stop("a");
    await ended("a");
    expect(states("a").filter((state) => state !== "preparing")).toEqual([
      "training",
      "paused",
      "training",
      "paused",
      "training",
      "stopped",
    ]);
  });

  it("pause the one that trains when another starts", async () => {
    const { runs, states, ended } = session(disk());
    await runs.train(request("a", { hparams: tinyHparams({ steps: 1000 }) }));
    await runs.train(request("b"));
    await ended("b");
    expect(states("a").at(-1)).toBe("paused");
    expect(states("b").at(-1)).toBe("finished");
  });

  it("go on after their page died in the middle", async () => {
    const kept = disk();
    const first = session(kept);
    await first.runs.train(request("a"));
    await first.runs.pause("a");
    const [record] = await kept.documents.loadRuns();
    await kept.documents.saveRun({ ...(record as NonNullable<typeof record>), state: "training" });

    const second = session(kept);
    expect((await second.runs.load())[0]?.state).toBe("paused");
    await second.runs.resume("a");
    await second.ended("a");
    expect((await second.runs.open("a")).record).toMatchObject({ state: "finished", step: 12 });
  });

  it("end up the same with and without a reload in between", async () => {
    const weights = async (runs: Runs) => {
      const { networks } = (await runs.open("a")).model;
      const tensors = Object.values(networks).flatMap((network) => network.getWeights());
      return (await Promise.all(tensors.map((tensor) => tensor.data()))).flatMap((data) => [
        ...data,
      ]);
    };
    const unbroken = session(disk());
    await unbroken.runs.train(request("a"));
    await unbroken.ended("a");
    const expected = await weights(unbroken.runs);

    const kept = disk();
    const first = session(kept);
    await first.runs.train(request("a"));
    await first.runs.pause("a");
    const second = session(kept);
    await second.runs.load();
    await second.runs.resume("a");
    await second.ended("a");
    expect(await weights(second.runs)).toEqual(expected);
  });

  it("refuse too little data and leave nothing behind", async () => {
    const { runs } = session(disk());
    const data = { ...allData, classes: classes.slice(0, 1) };
    await expect(runs.train(request("a", { data }))).rejects.toMatchObject({
      name: "NotEnoughData",
    });
    await expect(runs.open("a")).rejects.toMatchObject({ name: "UnknownRun" });
    expect(await runs.load()).toEqual([]);
  });

  it("refuse what memory does not suffice for, leave nothing behind and let others train", async () => {
    let budget = Number.POSITIVE_INFINITY;
    const kept = disk();
    const { runs, events } = session(kept, { budget: () => budget });
    await runs.train(request("b", { hparams: tinyHparams({ steps: 1000 }) }));
    const training = (await runs.open("b")).trainer;
    const told = () => events.filter((event) => "runId" in event && event.runId === "a");
    budget = 1;
    await expect(runs.train(request("a"))).rejects.toMatchObject({ name: "TooLarge" });
    expect(runs.has("a")).toBe(false);
    expect(told()).toEqual([]);
    expect((await kept.documents.loadRuns()).map(({ runId }) => runId)).not.toContain("a");
    expect(await kept.checkpoints.read("a")).toBeNull();
    expect((await runs.open("b")).trainer).toBe(training); // it trains on
    budget = Number.POSITIVE_INFINITY;
    await runs.train(request("a"));
    expect(await runs.open("a")).toMatchObject({ state: "training" });
    for (const runId of ["a", "b"]) await runs.delete(runId);
  });

  it("refuse to translate between two domains of which one cannot be read", async () => {
    const translator = { ...tinyModel, needs: "twoDomains" } as const;
    const { runs } = session(disk(), { registry: { tiny: translator } });
    const data = { ...allData, classes: classes.slice(0, 1) };
    await expect(runs.train(request("a", { data }))).rejects.toMatchObject({
      name: "NotEnoughData",
    });
  });

  it("refuse hyperparameters out of range", async () => {
    const { runs } = session(disk());
    const hparams = tinyHparams({ batchSize: 1e9 });
    await expect(runs.train(request("a", { hparams }))).rejects.toMatchObject({
      name: "BadCheckpoint",
    });
  });

  it("go on under a later version, with what it added at its default", async () => {
    const kept = disk();
    const first = session(kept);
    await first.runs.train(request("a"));
    await first.runs.pause("a");

    const hparams = { ...tinyModel.hparams, added: float(0.5, 0, 1, 0.1) };
    const later = session(kept, { registry: { tiny: { ...tinyModel, hparams } } });
    expect((await later.runs.load())[0]?.hparams).toHaveProperty("added", 0.5);
    await later.runs.resume("a");
    await later.ended("a");
    expect((await later.runs.open("a")).record).toMatchObject({ state: "finished", step: 12 });
  });

  it("give their patches up when another one trains", async () => {
    const { runs } = session(disk());
    const long = { hparams: tinyHparams({ steps: 1000 }) };
    await runs.train(request("a", long));
    await runs.pause("a");
    const { numBytes } = tf.memory();
    await runs.train(request("b", long));
    await runs.delete("b");
    const patches = 4 * 32 * 32 * 3 * 4; // bytes of the fewest that there may be
    expect(tf.memory().numBytes).toBeLessThan(numBytes - patches);
    await runs.resume("a");
    expect((await runs.open("a")).state).toBe("training");
    await runs.delete("a");
  });

  it("free what they held when they are deleted", async () => {
    const { runs, ended } = session(disk());
    const before = tf.memory().numTensors;
    await runs.train(request("a"));
    await ended("a");
    await runs.delete("a");
    expect(tf.memory().numTensors).toBe(before);
    await expect(runs.open("a")).rejects.toMatchObject({ name: "UnknownRun" });
  });

  it("resume from the last checkpoint after the device was given up", async () => {
    const { runs, states, ended } = session(disk());
    await runs.train(request("a", { hparams: tinyHparams({ steps: 400 }) }));
    await runs.pause("a");
    await runs.resume("a");
    runs.leave();
    await runs.recover("DeviceLost");
    await ended("a");
    expect(states("a").at(-1)).toBe("finished");
  });

  it("are all handed to another sampler, and one again that it has let go of", async () => {
    const { runs, snapshots } = session(disk());
    for (const id of ["a", "b"]) {
      await runs.train(request(id, { hparams: tinyHparams({ steps: 1000 }) }));
      await runs.pause(id);
    }
    snapshots.length = 0;
    await runs.handAllToSampler();
    const sent = () => snapshots.map(({ runId, bytes }) => bytes && runId).sort();
    expect(sent()).toEqual(["a", "b"]);
    snapshots.length = 0;
    await runs.handToSampler("b");
    expect(sent()).toEqual(["b"]);
    await expect(runs.handToSampler("c")).rejects.toMatchObject({ name: "UnknownRun" });
    for (const id of ["a", "b"]) await runs.delete(id);
  });

  it("send their weights to the sampler", async () => {
    const { runs, snapshots, ended } = session(disk());
    await runs.train(request("a"));
    await ended("a");
    const sampler = new Snapshots(registry, async () => undefined, null);
    expect(sampler.holds("a")).toBe(false);
    for (const snapshot of snapshots) sampler.take(snapshot);
    expect(sampler.holds("a")).toBe(true);
    const images = tf.ones<tf.Rank.R4>([1, 32, 32, 3]);
    const logits = (model: { logits?(x: tf.Tensor4D): tf.Tensor2D }) =>
      model.logits?.(images).data();
    const expected = await logits((await runs.open("a")).model);
    expect(await sampler.use("a", async ({ inference }) => logits(inference.model))).toEqual(
      expected,
    );
    await runs.delete("a");
    sampler.take(snapshots.at(-1) as WeightSnapshot);
    expect(sampler.holds("a")).toBe(false);
  });
});
