/** Whatever fails on a run's way out of training: it rests, says so once, and holds up nobody. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { StorageFailed } from "../../data/errors.ts";
import { eventually } from "../../lib/testing/eventually.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { WeightFeed } from "../inference/weightFeed.ts";
import { defineModel } from "../models/model.ts";
import { disk, registry, request, session } from "../testing/runsSession.ts";
import { tinyModel } from "../testing/tinyModel.ts";
import type { RunsTools } from "./runsTools.ts";

beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});
beforeEach(() => {
  vi.stubGlobal("ImageData", class {}); // previews are not looked at here
  vi.stubGlobal("createImageBitmap", async () => ({}));
  vi.spyOn(console, "warn").mockImplementation(() => undefined); // what is done without is said there
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A run that has begun; what it comes to is told when its loop has ended, and it is deleted then. */
async function begun(kept = disk(), changes: Partial<RunsTools> = {}) {
  const before = tf.memory().numTensors;
  const { runs, events } = session(kept, changes);
  await runs.train(request("a"));
  const outcome = async () => {
    const run = await runs.open("a");
    await run.training?.ended;
    const states = events.flatMap((event) =>
      event.type === "runState" && event.runId === "a" ? [event.state] : [],
    );
    const { failure } = run.record;
    await runs.delete("a"); // commands go on
    return { states, failure, tensorsLeft: tf.memory().numTensors - before };
  };
  return { runs, outcome };
}

describe("a run rests, and tells it once, where", () => {
  it("the state that it ends in cannot be read", async () => {
    const { runs, outcome } = await begun();
    vi.spyOn(tf.Tensor.prototype, "data").mockRejectedValue(new Error("No reading"));
    await (await runs.open("a")).training?.ended;
    vi.mocked(tf.Tensor.prototype.data).mockRestore();
    expect(await outcome()).toMatchObject({ states: ["training", "failed"], tensorsLeft: 0 });
  });

  it("its weights cannot be read for the sampler", async () => {
    const feed = new WeightFeed({ postMessage: () => undefined });
    const { outcome } = await begun(disk(), { feed });
    vi.spyOn(feed, "send").mockRejectedValue(new Error("No reading"));
    expect(await outcome()).toEqual({ states: ["training", "finished"], tensorsLeft: 0 });
  });

  it("its film cannot be closed", async () => {
    const kept = disk();
    const { outcome } = await begun(kept);
    vi.spyOn(kept.films, "write").mockRejectedValue(new StorageFailed("No"));
    expect(await outcome()).toEqual({ states: ["training", "finished"], tensorsLeft: 0 });
  });

  it("what it needs no more cannot be given up", async () => {
    const { runs, outcome } = await begun();
    const { patches } = await runs.open("a");
    vi.spyOn(patches, "release").mockImplementationOnce(() => {
      throw new Error("No");
    });
    expect(await outcome()).toEqual({ states: ["training", "finished"], tensorsLeft: 0 });
  });
});

it("ends where its device goes while its last weights are read for the sampler", async () => {
  const feed = new WeightFeed({ postMessage: () => undefined });
  const kept = disk();
  const { runs } = await begun(kept, { feed });
  const { training } = await runs.open("a");
  const isRead = vi.fn();
  vi.spyOn(feed, "send").mockImplementation(async () => {
    if ((await kept.documents.loadRun("a"))?.state !== "finished") return;
    isRead();
    await new Promise(() => undefined);
  });
  await eventually(() => expect(isRead).toHaveBeenCalled());
  runs.leave();
  expect(await training?.ended).toBeUndefined();
});

describe("a run that fails within its first seconds", () => {
  /** Told before its twelfth step fails. */
  let onFailure = () => {};

  const failing = defineModel({
    ...tinyModel,
    build: (...args: Parameters<typeof tinyModel.build>) => {
      const model = tinyModel.build(...args);
      const trainStep = model.trainStep.bind(model);
      let left = 11;
      return Object.assign(model, {
        trainStep: (...step: Parameters<typeof trainStep>) => {
          if (left-- === 0) {
            onFailure();
            throw new Error("No step");
          }
          return trainStep(...step);
        },
      });
    },
  });

  /** What the next session finds of it. */
  async function found(kept: ReturnType<typeof disk>) {
    const next = session(kept, { registry });
    const [record] = await next.runs.load();
    const { step } = (await next.runs.open("a")).record; // of its weights
    return { ...record, weightsOf: step };
  }

  it("is kept with the steps that it took, and with the reason", async () => {
    const kept = disk();
    const { runs } = await begun(kept, { registry: { tiny: failing } });
    await (await runs.open("a")).training?.ended;
    expect(await found(kept)).toMatchObject({
      state: "failed",
      failure: "Unexpected",
      step: 11,
      weightsOf: 11,
    });
  });

  it("is kept as it was last read, where nothing can be read any more", async () => {
    const kept = disk();
    const { runs } = await begun(kept, { registry: { tiny: failing } });
    onFailure = () =>
      vi.spyOn(tf.Tensor.prototype, "data").mockRejectedValue(new Error("No reading"));
    await (await runs.open("a")).training?.ended;
    vi.mocked(tf.Tensor.prototype.data).mockRestore();
    expect(await found(kept)).toMatchObject({
      state: "failed",
      failure: "Unexpected",
      step: 0,
      weightsOf: 0,
    });
  });
});
