/** What is measured of a run: the state of one moment, which is the run's own, whatever becomes of it meanwhile. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { nextTask } from "../../lib/nextTask.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { readCheckpoint, writeCheckpoint } from "../checkpoints/checkpoint.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { Cancelled } from "../errors.ts";
import { judging } from "../inference/forward.ts";
import { wasmWeightsOn } from "../inference/wasmWeights.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import type { CompileStep } from "../steps/compiledStep.ts";
import { readAll } from "../steps/stateData.ts";
import { data, disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";

beforeEach(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
  vi.spyOn(console, "warn").mockImplementation(() => undefined); // says that nothing was compiled
});
afterEach(() => vi.restoreAllMocks());

const long = request("a", { hparams: tinyHparams({ steps: 1000 }) });

const stateOf = (model: BuiltModel) => readAll(new Map(stateVariables(model)));

it("is not mixed with what a paused run learns when it is told to go on", async () => {
  const { runs } = session(disk());
  await runs.train(long);
  await runs.pause("a");
  await runs.measure("a", async ({ model, record: { step } }) => {
    const before = await stateOf(model);
    await runs.resume("a");
    while (((await runs.open("a")).trainer?.step ?? 0) < step + 3) await nextTask();
    await runs.pause("a");
    expect((await runs.open("a")).record.step).toBeGreaterThan(step);
    expect(await stateOf(model)).toEqual(before);
  });
  await runs.delete("a");
});

it("is not mixed with the state that an ended run goes back to", async () => {
  const kept = disk();
  const { runs, ended } = session(kept);
  await runs.train(request("a"));
  await runs.pause("a");
  const earlier = await runs.measure("a", ({ model, record }) => writeCheckpoint(model, record));
  await runs.resume("a");
  await ended("a");
  await runs.measure("a", async ({ model, record }) => {
    const before = await stateOf(model);
    expect(record).toMatchObject({ state: "finished", step: 12 });
    (await runs.open("a")).standAt(readCheckpoint(earlier));
    expect(await stateOf(model)).toEqual(before);
  });
  await runs.delete("a");
});

it("gives back the memory of its own programs, also where it is called off", async () => {
  const machine = await openNodeMachine(1);
  const free = () => {
    const address = machine.allocate(2 ** 16); // as the heap gives the first that fits
    machine.free(address);
    return address;
  };
  const weights = wasmWeightsOn(async () => machine);
  const { runs } = session(disk(), { openWeights: () => weights });
  const hparams = tinyHparams({ steps: 1000 });
  await runs.train(request("a", { hparams, data: { ...data, heldOut: [] } })); // nothing is validated
  await runs.pause("a");
  const before = free();
  let during = before;
  const images = new Float32Array(32 * 32 * 3);
  const measured = runs.measure("a", async ({ inference }) => {
    await inference.use((compute) => compute(judging(1, 32, 32), { images }));
    during = free();
    throw new Cancelled("enough");
  });
  await expect(measured).rejects.toThrow("enough");
  await nextTask(); // weights go once they were there
  expect(during).not.toBe(before);
  expect(free()).toBe(before);
  await runs.delete("a");
  machine.dispose();
});

it("waits for a trial that begins right before it is its turn", async () => {
  const { runs } = session(disk());
  await runs.train(request("a"));
  await runs.pause("a");
  const run = await runs.open("a");
  let isLent = false;
  const used = run.use(async () => isLent);
  const lent = run.lending(async () => {
    isLent = true;
    await nextTask();
    isLent = false;
  });
  expect(await used).toBe(false);
  await lent;
  await runs.delete("a");
});

it("is never of the numbers that a compiled step is tried out with", async () => {
  let onTrial = async () => {};
  /** As a GPU: each reading takes a while, in which other requests come in. What it gives is wrong. */
  const compile: CompileStep = async () => ({
    run: () => undefined,
    async read() {
      await onTrial();
      return [{ loss: 1 }];
    },
    store(variables) {
      for (const variable of variables.values())
        tf.tidy(() => variable.assign(tf.onesLike(variable)));
    },
    load: () => undefined,
    dispose: () => undefined,
  });
  const { runs } = session(disk(), { compiler: () => compile });
  await runs.train(long);
  await runs.pause("a");
  const run = await runs.open("a");
  const own = await stateOf(run.model);
  run.dropStepping(); // as for another training in between

  const measured: ReturnType<typeof stateOf>[] = [];
  onTrial = async () => {
    measured.push(runs.measure("a", ({ model }) => stateOf(model)));
    for (let task = 0; task < 5; task++) await nextTask();
  };
  await runs.resume("a");
  onTrial = async () => {};
  expect(measured.length).toBeGreaterThan(1);
  const ones = Object.values(own).map((numbers) => numbers.map(() => 1));
  for (const state of await Promise.all(measured)) expect(Object.values(state)).not.toEqual(ones);
  await runs.delete("a");
});
