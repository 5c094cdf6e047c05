/** Which weights are computed with, how often programs are made, and what becomes of one that is wrong. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Feeds } from "../../graph/executable.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import type { Machine } from "../../wasm/step/machine.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { readCheckpoint } from "../checkpoints/checkpoint.ts";
import { registerGradients } from "../ops/gradients.ts";
import { takeData } from "../ops/takeData.ts";
import { compilerOn } from "../steps/wasmStep.ts";
import { data, disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";
import type { LiveRun } from "../training/liveRun.ts";
import { judging } from "./forward.ts";
import type { Compute } from "./inference.ts";
import { wasmWeightsOn } from "./wasmWeights.ts";
import type { OpenWeightCopy, WeightCopy } from "./weightCopy.ts";

let machine: Machine;

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  machine = await openNodeMachine(1);
});
afterAll(() => machine.dispose());
beforeEach(() => vi.restoreAllMocks());

const side = 32;
const images = Float32Array.from({ length: side * side * 3 }, (_, at) => Math.sin(at));
const forward = judging(1, side, side);

const ours: OpenWeightCopy = wasmWeightsOn(async () => machine);
const compile = compilerOn(async () => machine);
const ways: [string, Parameters<typeof session>[1]][] = [
  ["compiled, beside compiled steps", { compiler: () => compile, openWeights: () => ours }],
  ["compiled, beside steps on tfjs", { openWeights: () => ours }],
  ["on tfjs", {}],
];

async function judged(compute: Compute): Promise<Float32Array> {
  const { probabilities } = await compute(forward, { images });
  return probabilities as Float32Array;
}

/** By the model as it stands. */
async function expected(run: LiveRun): Promise<Float32Array> {
  const { model } = run;
  const probabilities = tf.tidy(() =>
    tf.softmax(model.logits?.(tf.tensor4d(images, [1, side, side, 3])) as tf.Tensor),
  );
  return (await takeData(probabilities)) as Float32Array;
}

const near = (numbers: Float32Array) => [...numbers].map((number) => expect.closeTo(number, 5));

/** Without validation, which computes with the run too: a step would wait for whoever does so at the moment. */
const training = request("a", {
  hparams: tinyHparams({ steps: 1000, learningRate: 0.05 }),
  data: { ...data, heldOut: [] },
});

/** A run that is paused after a few steps. */
async function paused(tools: Parameters<typeof session>[1]) {
  const { runs } = session(disk(), tools);
  await runs.train(training);
  await runs.pause("a");
  return { runs, run: await runs.open("a") };
}

describe.each(ways)("what is computed %s", (_, tools) => {
  it("is by the newest weights, after every step and every way back", async () => {
    const { runs, run } = await paused(tools);
    const seen: Float32Array[] = [];
    for (let step = 0; step < 3; step++) {
      await runs.step("a");
      seen.push(await run.inference.use(judged));
      expect([...(seen.at(-1) as Float32Array)]).toEqual(near(await expected(run)));
    }
    expect(seen[0]).not.toEqual(seen[2]);
    const kept = await run.toCheckpoint();
    await runs.step("a");
    expect(await run.inference.use(judged)).not.toEqual(seen[2]);
    run.standAt(readCheckpoint(kept.bytes));
    expect([...(await run.inference.use(judged))]).toEqual(near(seen[2] as Float32Array));
    await runs.delete("a");
  });

  it("is of one moment, though steps are taken meanwhile", async () => {
    const { runs, run } = await paused(tools);
    for (const time of [1, 2]) {
      let start: Float32Array = new Float32Array();
      let calls = 0;
      const both = await run.inference.use(async (compute) => {
        start = await expected(run);
        const first = await judged(compute);
        if (calls++ < 2) await runs.step("a"); // it is begun anew once at most
        return [first, await judged(compute)];
      });
      expect(both[0], `time ${time}`).toEqual(both[1]);
      expect([...(both[0] as Float32Array)]).toEqual(near(start));
      expect(await expected(run)).not.toEqual(start);
    }
    await runs.delete("a");
  });

  it("leaves nothing behind", async () => {
    const free = () => {
      const address = machine.allocate(2 ** 16); // as the heap gives the first that fits
      machine.free(address);
      return address;
    };
    const before = [tf.memory().numTensors, free()];
    const { runs, run } = await paused(tools);
    await run.inference.use(judged);
    const during = [tf.memory().numTensors, free()];
    for (let size = 8; size < 8 * 20; size += 8) {
      const feeds: Feeds = { images: new Float32Array(size * 32 * 3) };
      await run.inference.use((compute) => compute(judging(1, size, 32), feeds));
      if (size > 80) expect(tf.memory().numTensors).toBe(during[0]);
    }
    await runs.delete("a");
    await new Promise((resolve) => setTimeout(resolve)); // weights go once they were there
    expect([tf.memory().numTensors, free()]).toEqual(before);
  });
});

it("needs no weights of a compiled step but those that it reads, and these as they lie", async () => {
  const { runs, run } = await paused({ compiler: () => compile, openWeights: () => ours });
  await runs.step("a");
  await run.inference.use(judged); // makes the program
  const { compiled } = run.runner;
  if (!compiled) throw new Error("Not compiled");
  const store = vi.spyOn(compiled, "store");
  const { step } = run.record;
  run.runner.take(step);
  run.advance({ step: step + 1, seconds: 1, stepMs: 1, points: [] });
  const probabilities = await run.inference.use(judged);
  expect(store).not.toHaveBeenCalled();
  expect([...probabilities]).toEqual(near(await expected(run)));
  expect(store).toHaveBeenCalledTimes(1); // by the latter
  await runs.delete("a");
});

it("computes no more once its run is gone, whose memory others may have by then", async () => {
  const { run } = await paused({ openWeights: () => ours });
  await run.inference.use(judged); // makes the program
  const late = run.inference.use(async (compute) => {
    const asked = judged(compute);
    run.inference.dispose();
    return asked;
  });
  await expect(late).rejects.toThrow("not on the device");
});

describe("a program", () => {
  /** Counts programs, and lets each give numbers that are off by `error`. */
  function watched(error: number, compilesQuickly = true) {
    let programs = 0;
    const open: OpenWeightCopy = async () => {
      const weights = await ours();
      const watching: WeightCopy = {
        compilesQuickly,
        takeFrom: (step, names) => weights.takeFrom(step, names),
        write: (numbers) => weights.write(numbers),
        dispose: () => weights.dispose(),
        async compile(program) {
          programs++;
          const made = await weights.compile(program);
          return {
            async compute(feeds) {
              const outputs = Object.entries(await made.compute(feeds));
              const moved = outputs.map(([name, numbers]) => [
                name,
                numbers.map((number) => number + error),
              ]);
              return Object.fromEntries(moved);
            },
            dispose: () => made.dispose(),
          };
        },
      };
      return watching;
    };
    return { open, programs: () => programs };
  }

  it("is made once for all pictures of a shape", async () => {
    const { open, programs } = watched(0);
    const { runs, run } = await paused({ compiler: () => compile, openWeights: () => open });
    for (let time = 0; time < 5; time++) {
      await runs.step("a");
      await run.inference.use(judged);
    }
    expect(programs()).toBe(1);
    await runs.delete("a");
  });

  it("is made for what comes again only, where that takes long", async () => {
    const { open, programs } = watched(0, false);
    const { runs, run } = await paused({ compiler: () => compile, openWeights: () => open });
    const made: number[] = [];
    for (let time = 0; time < 3; time++) {
      expect([...(await run.inference.use(judged))]).toEqual(near(await expected(run)));
      made.push(programs());
    }
    expect(made).toEqual([0, 1, 1]);
    await runs.delete("a");
  });

  it("is given up where it does not agree with tfjs, and told of", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const { open, programs } = watched(0.01);
    const { runs, run } = await paused({ compiler: () => compile, openWeights: () => open });
    for (let time = 0; time < 3; time++) {
      await runs.step("a");
      expect([...(await run.inference.use(judged))]).toEqual(near(await expected(run)));
    }
    expect(programs()).toBe(1);
    expect(warn.mock.calls.flat().join()).toContain('"judging" is off by');
    await runs.delete("a");
  });

  it("is not held to what weights give that ran away, and is made once they are well", async () => {
    const { open, programs } = watched(0);
    const { runs, run } = await paused({ openWeights: () => open });
    const kept = await run.toCheckpoint();
    const well = readCheckpoint(kept.bytes);
    const away = new Map(
      [...well.tensors].map(([name, array]) => [
        name,
        { ...array, data: array.data.map(() => Number.NaN) },
      ]),
    );
    run.standAt({ ...well, tensors: away });
    expect((await run.inference.use(judged)).every(Number.isNaN)).toBe(true);
    run.standAt(well);
    const warned = vi.spyOn(console, "warn");
    expect([...(await run.inference.use(judged))]).toEqual(near(await expected(run)));
    await run.inference.use(judged);
    expect(programs()).toBe(2);
    expect(warned).not.toHaveBeenCalled();
    await runs.delete("a");
  });

  it("is done without where the device cannot make it", async () => {
    vi.spyOn(console, "warn").mockReturnValue();
    const open = async (): Promise<WeightCopy> => {
      throw new RangeError("No memory");
    };
    const { runs, run } = await paused({ openWeights: () => open });
    expect([...(await run.inference.use(judged))]).toEqual(near(await expected(run)));
    await runs.delete("a");
  });
});
