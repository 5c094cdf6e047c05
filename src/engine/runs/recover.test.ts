/** A run whose device is left behind: how it goes on with the next, for each reason there may be. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { StorageFull } from "../../data/errors.ts";
import { nextTask } from "../../lib/nextTask.ts";
import { eventually } from "../../lib/testing/eventually.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { DeviceLost } from "../errors.ts";
import { fillHparams, type ModelDefinition } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import { readAll } from "../steps/stateData.ts";
import { compilerOn } from "../steps/wasmStep.ts";
import { registry } from "../tasks/registry.ts";
import { disk, request, resolvePhoto, session } from "../testing/runsSession.ts";
import { tinyHparams, tinyModel } from "../testing/tinyModel.ts";
import { Heart } from "../work/heart.ts";
import { announce } from "../work/longWork.ts";
import type { RunsTools } from "./runsTools.ts";

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  vi.stubGlobal("ImageData", class {}); // previews are not looked at here
  vi.stubGlobal("createImageBitmap", async () => ({}));
  vi.spyOn(console, "warn").mockImplementation(() => undefined); // what was left undone on the way
});
afterAll(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const long = request("a", { hparams: tinyHparams({ steps: 1000, batchSize: 8 }) });

async function training(kept = disk(), changes: Partial<RunsTools> = {}) {
  const opened = session(kept, changes);
  await opened.runs.train(long);
  const record = async () => (await opened.runs.open("a")).record;
  while (((await opened.runs.open("a")).trainer?.step ?? 0) < 3) await nextTask();
  const ways = () =>
    opened.events.flatMap((event) => (event.type === "wentBack" ? [event.reason] : []));
  return { ...opened, kept, record, ways };
}

describe("a run whose device is gone", () => {
  it("frees all of it at once, and goes on from what was kept", async () => {
    const before = tf.memory().numTensors;
    const { runs, record, ways, states } = await training();
    await runs.saveNow();
    runs.leave();
    await nextTask(); // what is being read
    expect(tf.memory().numTensors).toBe(before);
    expect(states("a").at(-1)).toBe("preparing");
    await runs.recover("DeviceLost");
    expect(ways()).toEqual(["DeviceLost"]);
    expect(await record()).toMatchObject({ state: "training" });
    expect((await record()).step).toBeGreaterThanOrEqual(3);
    await runs.delete("a");
    expect(tf.memory().numTensors).toBe(before);
  });

  it("goes on from memory where that is newer than storage", async () => {
    const kept = disk();
    const { runs, record } = await training(kept);
    vi.spyOn(kept.checkpoints, "write").mockRejectedValue(new StorageFull("No"));
    await runs.saveNow();
    const step = (await runs.open("a")).kept?.record.step ?? Number.NaN;
    runs.leave();
    await runs.recover("DeviceLost");
    expect((await record()).step).toBeGreaterThanOrEqual(step);
    await runs.delete("a");
  });

  it("may not block for long any more once it is deleted, also where the device goes meanwhile", async () => {
    const { runs, kept, events } = await training();
    const write = kept.checkpoints.write.bind(kept.checkpoints);
    vi.spyOn(kept.checkpoints, "write").mockImplementationOnce((...file) => {
      runs.leave(); // while its last state is kept
      return write(...file);
    });
    await runs.delete("a");
    await runs.recover("DeviceLost");
    const heart = new Heart({ postMessage: () => undefined, now: () => 0 });
    const usual = heart.allowanceMs;
    for (const event of events) announce(heart, event);
    expect(heart.allowanceMs).toBe(usual);
  });

  it("goes on with half the batch where memory was short, and only once", async () => {
    const { runs, record, ways, events } = await training();
    runs.leave();
    await runs.recover("OutOfMemory");
    expect(await record()).toMatchObject({ state: "training", hparams: { batchSize: 4 } });
    expect((await record()).adjustments).toMatchObject([
      { before: { batchSize: 8 }, changes: { batchSize: 4 } },
    ]);
    runs.leave();
    await runs.recover("OutOfMemory");
    expect(ways()).toEqual(["OutOfMemory"]);
    expect(await record()).toMatchObject({ state: "paused", hparams: { batchSize: 4 } });
    const told = events.filter((event) => event.type === "runState").at(-1);
    expect(told).toMatchObject({ state: "paused", failure: "OutOfMemory" });
    await runs.delete("a");
  });

  it("waits, saved, where devices were lost too often", async () => {
    const { runs, record, events, kept } = await training();
    runs.leave();
    await runs.recover("GivenUp");
    expect(events).toContainEqual({ type: "deviceGivenUp", pausedRunId: "a" });
    expect((await record()).state).toBe("paused");
    expect((await kept.documents.loadRuns())[0]).toMatchObject({ runId: "a" });
    await runs.resume("a");
    expect((await record()).state).toBe("training");
    await runs.delete("a");
  });

  it("does not go on by itself where somebody paused it meanwhile", async () => {
    const { runs, record, states } = await training();
    runs.leave();
    await runs.pause("a");
    expect(states("a").at(-1)).toBe("paused");
    await runs.recover("DeviceLost");
    expect((await record()).state).toBe("paused");
    await runs.delete("a");
  });

  it("does not train on where it was on its way to a single step", async () => {
    let isLeft = true;
    const compiler = () => {
      if (!isLeft) runs.leave();
      isLeft = true;
      return null;
    };
    const { runs, record, states, ways } = await training(disk(), { compiler });
    await runs.pause("a");
    const { step } = await record();
    isLeft = false;
    await runs.step("a", "classifier");
    await runs.recover("DeviceLost");
    expect(ways()).toEqual(["DeviceLost"]);
    expect(states("a").slice(-2)).toEqual(["preparing", "paused"]);
    expect(await record()).toMatchObject({ state: "paused", step });
    await runs.delete("a");
  });

  it("fails whatever was asked of it by name, also what would never have answered", async () => {
    const deviceFailed = vi.fn(() => false);
    const { runs } = await training(disk(), { deviceFailed });
    const never = runs.use("a", () => new Promise<never>(() => undefined));
    await nextTask();
    runs.leave();
    await expect(never).rejects.toBeInstanceOf(DeviceLost);
    expect(deviceFailed).not.toHaveBeenCalled(); // of one device one loss
    await runs.delete("a");
  });

  it("goes on also where the next device goes while the run is on its way back", async () => {
    for (let moment = 0; moment < 12; moment++) {
      const before = tf.memory().numTensors;
      const { runs, record } = await training();
      runs.leave();
      const first = runs.recover("DeviceLost");
      for (let at = 1; at <= moment; at++) await (at % 4 ? Promise.resolve() : nextTask());
      runs.leave();
      await Promise.all([first, runs.recover("DeviceLost")]);
      expect((await record()).state, `moment ${moment}`).toBe("training");
      await runs.delete("a");
      expect(tf.memory().numTensors, `moment ${moment}`).toBe(before);
    }
  });
});

describe("a run whose device goes before its first step", () => {
  it("trains on the next one, at whichever moment of its start that was", async () => {
    const before = tf.memory().numTensors;
    for (const moment of ["photo", "stepMode", "training"]) {
      let isReached = false;
      const reach = (name: string) => {
        if (name !== moment || isReached) return;
        isReached = true;
        opened.runs.leave();
      };
      const opened = session(disk(), {
        emit: (event) => reach(event.type === "runState" ? event.state : event.type),
        resolvePhoto: async (...args) => {
          reach("photo");
          return resolvePhoto(...args);
        },
      });
      const { runs } = opened;
      const trained = runs.train(long);
      await eventually(() => expect(isReached, moment).toBe(true));
      await Promise.all([trained, runs.recover("DeviceLost")]);
      const run = await runs.open("a");
      expect(run.state, moment).toBe("training");
      await runs.delete("a");
      expect(tf.memory().numTensors, moment).toBe(before);
    }
  });
});

describe("a loop whose device is gone", () => {
  it("takes no step and tells nothing when the device answers late", async () => {
    let late: Promise<void> | null = null;
    let answer = () => {};
    const { runs, events } = await training(disk(), { whenDone: async () => late });
    late = new Promise((resolve) => {
      answer = resolve;
    });
    const { trainer, runner } = await runs.open("a");
    for (let task = 0; task < 20; task++) await nextTask(); // now it waits
    const step = trainer?.step;
    late = null;
    runs.leave();
    await runs.recover("DeviceLost");
    await runs.pause("a");
    const told = events.length;
    const take = vi.spyOn(runner, "take");
    vi.spyOn(performance, "now").mockReturnValue(Number.MAX_SAFE_INTEGER); // everything is due
    answer();
    for (let task = 0; task < 20; task++) await nextTask();
    expect(events.slice(told)).toEqual([]);
    expect(take).not.toHaveBeenCalled();
    expect(trainer?.step).toBe(step);
    vi.mocked(performance.now).mockRestore();
    await runs.delete("a");
  });
});

describe("while there is no device", () => {
  it("nothing is built on the one that is gone: what is asked for waits for the next", async () => {
    let built = 0;
    const counted: ModelDefinition = {
      ...tinyModel,
      build(...args) {
        built++;
        return tinyModel.build(...args);
      },
    };
    const before = tf.memory().numTensors;
    const { runs } = session(disk(), { registry: { tiny: counted } });
    await runs.train(long);
    runs.leave();
    built = 0;
    const used = [1, 2].map(() => runs.use("a", async ({ runId }) => runId));
    const trained = runs.train(request("b"));
    for (let task = 0; task < 50; task++) await nextTask();
    expect(built).toBe(0);
    const recovered = runs.recover("DeviceLost");
    expect(await Promise.all(used)).toEqual(["a", "a"]);
    await Promise.all([trained, recovered]);
    expect(built).toBe(2);
    for (const runId of ["a", "b"]) await runs.delete(runId);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("a setting that is fed to a compiled step", () => {
  const hparams = fillHparams(registry.vae?.hparams ?? {}, {
    steps: 1000,
    batchSize: 4,
    width: 4,
    latentDim: 4,
  });
  const asked = request("a", { modelId: "vae", hparams });

  /** The state after three steps, a change, and two more; `isRemade` records the step anew for it. */
  async function stateAfter(isRemade: boolean) {
    const compiler = compilerOn(() => openNodeMachine(1));
    const { runs, events } = session(disk(), { registry, compiler: () => compiler });
    await runs.train(asked);
    await runs.pause("a");
    for (let step = (await runs.open("a")).record.step; step < 3; step++) await runs.step("a");
    const run = await runs.open("a");
    const { stepping } = run;
    await runs.adjust("a", { beta: 3, sigma: 0.5, learningRate: 0.01, flip: 1 });
    if (isRemade) run.dropStepping();
    else expect(run.stepping).toBe(stepping);
    const { step } = run.record;
    for (let taken = 0; taken < 2; taken++) await runs.step("a");
    const state = await readAll(new Map(stateVariables(run.model)));
    const modes = events.flatMap((event) => (event.type === "stepMode" ? [event.mode.kind] : []));
    expect(modes.at(-1)).toBe("compiled");
    await runs.delete("a");
    return { step, state };
  }

  it("does to the next step what recording it anew would have done, bit for bit", async () => {
    const [fed, remade] = [await stateAfter(false), await stateAfter(true)];
    expect(fed).toEqual(remade);
  });
});
