/** Photos that never come: every command about runs gets its turn all the same. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeEach, expect, it, vi } from "vitest";
import { eventually } from "../../lib/testing/eventually.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { TooLarge } from "../errors.ts";
import { disk, request, resolvePhoto, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../tinyModel.ts";

beforeEach(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});

const long = (runId: string) => request(runId, { hparams: tinyHparams({ steps: 1000 }) });

/** A session whose run "a" waits for photos that do not come until they are let through. */
async function waiting() {
  let letThrough = () => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const isAsked = vi.fn();
  const deviceFailed = vi.fn(() => false);
  const budget = vi.fn(() => Number.POSITIVE_INFINITY);
  const kept = disk();
  const opened = session(kept, {
    deviceFailed,
    budget,
    resolvePhoto: async (...photo) => {
      isAsked();
      await gate;
      return resolvePhoto(...photo);
    },
  });
  const training = opened.runs.train(long("a"));
  await eventually(() => expect(isAsked).toHaveBeenCalled());
  return { ...opened, kept, training, letThrough, deviceFailed, budget };
}

it("is paused, and trains when its photos come and it is asked again", async () => {
  const { runs, states, training, letThrough, deviceFailed } = await waiting();
  await runs.pause("a");
  expect(await training).toBe("a");
  expect(states("a").at(-1)).toBe("paused");
  expect(deviceFailed).not.toHaveBeenCalled();
  letThrough();
  await runs.resume("a");
  expect(states("a").at(-1)).toBe("training");
  await runs.delete("a");
});

it("is stopped", async () => {
  const { runs, kept, training } = await waiting();
  await runs.stop("a");
  await training;
  expect(await kept.documents.loadRun("a")).toMatchObject({ state: "stopped", step: 0 });
});

it("is deleted, and nothing of it is left when its photos come", async () => {
  const before = tf.memory().numTensors;
  const { runs, kept, training, letThrough } = await waiting();
  await runs.delete("a");
  await training;
  expect(runs.has("a")).toBe(false);
  letThrough();
  await new Promise((resolve) => setTimeout(resolve));
  expect(await kept.documents.loadRuns()).toEqual([]);
  expect(tf.memory().numTensors).toBe(before);
});

it("makes way for another run", async () => {
  const { runs, states, training, letThrough } = await waiting();
  const other = runs.train(long("b"));
  await training;
  expect(states("a").at(-1)).toBe("paused");
  letThrough();
  await other;
  expect(states("b").at(-1)).toBe("training");
  await runs.resume("a");
  expect(states("b").at(-1)).toBe("paused");
  await runs.delete("a");
  await runs.delete("b");
});

it("waits on where it is asked for once more, and where another would be too large", async () => {
  const { runs, states, training, letThrough, budget } = await waiting();
  const again = runs.train(long("a"));
  budget.mockReturnValue(0);
  await expect(runs.train(long("b"))).rejects.toThrow(TooLarge);
  letThrough();
  await Promise.all([training, again]);
  expect(states("a").at(-1)).toBe("training");
  await runs.delete("a");
});
