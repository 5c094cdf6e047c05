/** Memory that does not suffice, before a run's first step or in one: how it goes on. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { eventually } from "../../lib/testing/eventually.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { failureName } from "../compute/failure.ts";
import { inferenceOver } from "../inference/inference.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import type { ModelDefinition } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import { meansOver } from "../tasks/validation.ts";
import { disk, request, resolvePhoto, session } from "../testing/runsSession.ts";
import { tinyHparams, tinyModel } from "../testing/tinyModel.ts";

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  vi.stubGlobal("ImageData", class {}); // previews are not looked at here
  vi.stubGlobal("createImageBitmap", async () => ({}));
  vi.spyOn(console, "warn").mockImplementation(() => undefined); // of what was left out
});
afterAll(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const long = request("a", { hparams: tinyHparams({ steps: 1000, batchSize: 8 }) });

describe("memory that is short", () => {
  /** A session whose memory does not suffice for what `isShort` says, with the batch sizes of all steps begun. */
  function shortOf(isShort: {
    photo?: () => boolean;
    step?: (begun: number) => boolean;
    verdict?: () => boolean;
  }) {
    const begun: number[] = [];
    const require = (suffices: boolean) => {
      if (!suffices) throw new RangeError("Array buffer allocation failed"); // as V8 says it
    };
    const tiny: ModelDefinition = {
      ...tinyModel,
      build(...args) {
        const model = tinyModel.build(...args);
        const trainStep = model.trainStep.bind(model);
        model.trainStep = (batch, context) => {
          begun.push(batch.images.shape[0]);
          require(!isShort.step?.(begun.length));
          return trainStep(batch, context);
        };
        const logits = model.logits?.bind(model);
        if (logits)
          model.logits = (images) => {
            require(!isShort.verdict?.());
            return logits(images);
          };
        return model;
      },
    };
    const opened = session(disk(), {
      registry: { tiny },
      resolvePhoto: async (...args) => {
        require(!isShort.photo?.());
        return resolvePhoto(...args);
      },
      deviceFailed: (error) => {
        if (failureName(error) !== "OutOfMemory") return false;
        opened.runs.leave();
        void opened.runs.recover("OutOfMemory");
        return true;
      },
    });
    const rested = () =>
      eventually(() => {
        const told = opened.events.filter((event) => event.type === "runState").at(-1);
        expect(told).toMatchObject({ state: "paused" });
        return told;
      });
    const trainsAgain = () =>
      eventually(() => {
        expect(opened.events).toContainEqual(expect.objectContaining({ type: "wentBack" }));
        expect(begun.at(-1)).toBe(4);
      });
    return { ...opened, begun, rested, trainsAgain };
  }

  it("is left as soon as a step finds it so, and never trained on", async () => {
    const before = tf.memory().numTensors;
    const { runs, begun, trainsAgain, events } = shortOf({ step: (step) => step === 5 });
    await runs.train(long);
    await trainsAgain();
    const { record } = await runs.open("a");
    expect(record.hparams.batchSize).toBe(4);
    expect(begun.slice(0, 5)).toEqual([8, 8, 8, 8, 8]);
    expect(new Set(begun.slice(5))).toEqual(new Set([4]));
    await runs.pause("a");
    const { history, step } = (await runs.open("a")).record;
    expect(history.map((point) => point.step)).toEqual(
      Array.from({ length: step }, (_, i) => i + 1),
    );
    expect(events.filter(({ type }) => type === "wentBack")).toHaveLength(1);
    await runs.delete("a");
    expect(tf.memory().numTensors).toBe(before);
  });

  it("costs a measurement, and the run that it is of nothing, to the end", async () => {
    const before = tf.memory().numTensors;
    let refused = 0;
    const { runs, begun, events, ended } = shortOf({ verdict: () => ++refused > 0 });
    await runs.train(request("a", { hparams: tinyHparams({ steps: 12, batchSize: 8 }) }));
    await ended("a");
    expect(refused).toBeGreaterThan(0);
    const { record } = await runs.open("a");
    expect(record).toMatchObject({ state: "finished", step: 12, hparams: { batchSize: 8 } });
    expect(new Set(begun)).toEqual(new Set([8]));
    expect(record.history).toHaveLength(12);
    const series = record.history.flatMap(({ values }) => Object.keys(values));
    expect(series.filter((name) => name.startsWith("val."))).toEqual([]);
    expect(events.filter(({ type }) => type === "wentBack")).toEqual([]);
    await runs.delete("a");
    expect(tf.memory().numTensors).toBe(before);
  });

  it("frees what a measurement had when it was broken off", async () => {
    const before = tf.memory().numTensors;
    let measured = 0;
    const validate = () => {
      if (measured++ > 0) throw new RangeError("Out of memory: 4 bytes");
      return { loss: tf.scalar(1) };
    };
    const images = { count: 1, side: 4, values: new Float32Array(48) };
    const makeBatch = async () => ({ images, labels: Int32Array.of(0) });
    const inference = inferenceOver({ validate } as unknown as BuiltModel, null);
    const validation = meansOver(inference, [makeBatch, makeBatch]);
    await expect(validation?.measure(1, () => false)).rejects.toThrow(RangeError);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("is answered the same before the first step", async () => {
    const before = tf.memory().numTensors;
    let fails = 1;
    const { runs, begun, trainsAgain } = shortOf({ photo: () => fails-- > 0 });
    await runs.train(long);
    await trainsAgain();
    expect(new Set(begun)).toEqual(new Set([4]));
    await runs.delete("a");
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    ["a photo", { photo: () => true }],
    ["a step", { step: () => true }],
  ])("for good for %s, is said by name and tried once more only", async (_, isShort) => {
    const before = tf.memory().numTensors;
    const { runs, begun, rested, events } = shortOf(isShort);
    await runs.train(long);
    expect(await rested()).toMatchObject({ failure: "OutOfMemory" });
    expect(begun).toEqual("step" in isShort ? [8, 4] : []);
    expect(events.filter(({ type }) => type === "wentBack")).toHaveLength(1);
    await runs.delete("a");
    expect(tf.memory().numTensors).toBe(before);
  });
});
