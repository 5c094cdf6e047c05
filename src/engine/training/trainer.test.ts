/** The loop with a real, tiny model on the CPU and on WASM. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { nextTask } from "../../lib/nextTask.ts";
import { Rng } from "../../lib/rng.ts";
import { defaultPatchSettings } from "../../protocol/project.ts";
import type { RunRecord, SeriesPoint } from "../../protocol/run.ts";
import { referred } from "../../protocol/runData.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { readCheckpoint, restoreModel, writeCheckpoint } from "../checkpoints/checkpoint.ts";
import { BadCheckpoint, Diverged } from "../errors.ts";
import { inferenceOver } from "../inference/inference.ts";
import type { Batch } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import { DirectRunner } from "../steps/directRunner.ts";
import type { Stepping } from "../steps/takeStep.ts";
import { meansOver } from "../tasks/validation.ts";
import { tinyHparams, tinyModel } from "../testing/tinyModel.ts";
import { type Chore, Trainer, type TrainerOptions } from "./trainer.ts";

beforeAll(() => {
  registerWasmKernels();
  registerGradients();
});

const shape = { size: 8, classes: 2 };
const build = (seed = 1) => tinyModel.build(tinyHparams(), shape, new Rng(seed));
type Built = ReturnType<typeof build>;

/** Class 0 is dark, class 1 is bright. */
function numbersAt(step: number) {
  const rng = new Rng(step + 100);
  const labels = Int32Array.of(0, 1, 1, 0);
  const values = [...labels].flatMap((label) =>
    [...rng.normals(8 * 8 * 3)].map((v) => v * 0.3 + label - 0.5),
  );
  return { images: { count: 4, side: 8, values: Float32Array.from(values) }, labels };
}

function batchAt(step: number): Batch {
  const { images, labels } = numbersAt(step);
  return { images: tf.tensor4d(images.values, [4, 8, 8, 3]), labels: tf.tensor1d(labels, "int32") };
}

const validatedAt = (model: Built, ...steps: readonly number[]) =>
  meansOver(
    inferenceOver(model, null),
    steps.map((step) => async () => numbersAt(step)),
  );

interface Run {
  readonly points: SeriesPoint[];
  readonly runner: DirectRunner;
  readonly trainer: Trainer;
}

interface Changes extends Partial<Omit<TrainerOptions, "steps">> {
  readonly steps?: number;
  readonly trainStep?: Stepping["trainStep"];
}

function trainerOf(model: Built, { trainStep, ...changes }: Changes = {}): Run {
  const points: SeriesPoint[] = [];
  const { steps = 20, ...rest } = changes;
  const stepping: Stepping = {
    schedule: () => model.schedule(),
    trainStep:
      trainStep ??
      ((batch, { random, scalars }) =>
        model.trainStep(batch, {
          random,
          scalars: { learningRate: scalars.learningRate as tf.Scalar },
        })),
  };
  const runner = new DirectRunner({ model: stepping, batchAt, seed: 1, steps });
  const trainer = new Trainer({
    runner,
    steps: () => steps,
    whenDone: async () => {},
    validation: null,
    startStep: 0,
    startSeconds: 0,
    maxSeconds: Number.POSITIVE_INFINITY,
    onProgress: (progress) => points.push(...progress.points),
    chores: [],
    ...rest,
  });
  return { points, trainer, runner };
}

async function numbersOf(model: Built): Promise<number[]> {
  const weights = Object.values(model.networks).flatMap((network) => network.getWeights());
  return (await Promise.all(weights.map((weight) => weight.data()))).flatMap((data) => [...data]);
}

const record: RunRecord = {
  version: 2,
  runId: "r",
  projectId: "p",
  name: "Run",
  modelId: "tiny",
  hparams: tinyHparams(),
  data: referred({ classes: [], patches: defaultPatchSettings, heldOut: [] }),
  state: "paused",
  step: 7,
  seconds: 1,
  backend: "cpu",
  createdAt: 0,
  history: [],
};

describe.each(["cpu", "wasm"])("training on %s", (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
  });

  it("learns, logs every step in order and ends as finished", async () => {
    const { trainer, points } = trainerOf(build(), { steps: 60 });
    expect(await trainer.run()).toBe("finished");
    expect(points.map(({ step }) => step)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(points.at(-1)?.values.loss).toBeLessThan(0.5 * (points[0]?.values.loss as number));
  });

  it("gives the same losses for the same seed", async () => {
    const losses = async () => {
      const { trainer, points } = trainerOf(build());
      await trainer.run();
      return points.map(({ values }) => values.loss);
    };
    expect(await losses()).toEqual(await losses());
  });

  it("resumes from a checkpoint exactly as if it had never stopped", async () => {
    const unbroken = build();
    await trainerOf(unbroken).trainer.run();

    const first = build();
    await trainerOf(first).trainer.run(7);
    const bytes = await writeCheckpoint(first, record);
    const second = build(99);
    restoreModel(second, readCheckpoint(bytes));
    await trainerOf(second, { startStep: 7 }).trainer.run();

    expect(await numbersOf(second)).toEqual(await numbersOf(unbroken));
  });

  it("leaks no tensor over 200 steps with validation, checkpoints and restores", async () => {
    const model = build();
    const chore = {
      everyMs: 20,
      share: 1,
      run: async () => {
        const bytes = await writeCheckpoint(model, record);
        restoreModel(model, readCheckpoint(bytes));
      },
    };
    const options = {
      validation: validatedAt(model, 1),
      chores: [chore],
      steps: 1000,
    };
    const { trainer } = trainerOf(model, options);
    await trainer.run(5);
    const settled = tf.memory();
    await trainer.run(200);
    expect(tf.memory().numTensors).toBe(settled.numTensors);
    expect(tf.memory().numBytes).toBe(settled.numBytes);
  });
});

describe("the loop", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });

  it("pauses after the step under way and goes on where it was", async () => {
    const { trainer } = trainerOf(build());
    const ran = trainer.run();
    await nextTask();
    trainer.pause();
    expect(await ran).toBe("paused");
    const { step } = trainer;
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThan(20);
    expect(await trainer.run(1)).toBe("paused");
    expect(trainer.step).toBe(step + 1);
    expect(await trainer.run()).toBe("finished");
    expect(trainer.step).toBe(20);
  });

  it("stops", async () => {
    const { trainer } = trainerOf(build());
    const ran = trainer.run();
    trainer.stop();
    expect(await ran).toBe("stopped");
    expect(trainer.step).toBeLessThan(20);
  });

  it("counts only training time and ends when it is used up", async () => {
    let now = 0;
    const { trainer, points } = trainerOf(build(), {
      maxSeconds: 0.5,
      now: () => {
        now += 10;
        return now;
      },
      steps: 1000,
    });
    expect(await trainer.run(3)).toBe("paused");
    const { seconds } = trainer;
    now += 1e6;
    expect(await trainer.run()).toBe("finished");
    expect(seconds).toBeGreaterThan(0);
    expect(trainer.seconds).toBeLessThan(2);
    const times = points.map((point) => point.seconds ?? Number.NaN);
    expect(times[0]).toBe(0);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(trainer.seconds + 0.01);
    expect(times.at(-1)).toBeGreaterThan(0.3);
  });

  it("counts no time in which others make it wait between two steps, for a new step to be compiled, say", async () => {
    let now = 0;
    const trainStep = () => {
      now += 10;
      return { loss: tf.scalar(1) };
    };
    const { trainer, points } = trainerOf(build(), { trainStep, now: () => now, steps: 100 });
    const ran = trainer.run();
    for (let compiled = 0; compiled < 2; compiled++) {
      await trainer.between(async () => {
        now += 20_000;
      });
    }
    expect(await ran).toBe("finished");
    expect(trainer.seconds).toBeCloseTo(1, 5);
    expect(points.at(-1)?.seconds).toBeCloseTo(1, 1);
  });

  it.each(["in a step", "between two steps", "in a chore"])(
    "does not count an hour that it was asleep, frozen or out of sight %s",
    async (where) => {
      const hourMs = 3_600_000;
      let now = 0;
      let taken = 0;
      const speeds: number[] = [];
      const sleep = (here: string) => {
        if (here === where && taken === 50) now += hourMs;
      };
      const trainStep = () => {
        taken++;
        now += 10;
        sleep("in a step");
        return { loss: tf.scalar(1) };
      };
      const chore: Chore = { everyMs: 1, share: 1, run: async () => sleep("in a chore") };
      const whenDone = async () => sleep("between two steps");
      const onProgress: TrainerOptions["onProgress"] = ({ stepMs }) => speeds.push(stepMs);
      const changes = { trainStep, chores: [chore], now: () => now, steps: 100 };
      const { trainer } = trainerOf(build(), { ...changes, whenDone, onProgress });
      expect(await trainer.run()).toBe("finished");
      expect(now).toBeGreaterThan(hourMs); // it did sleep
      expect(trainer.seconds).toBeCloseTo(1, 1); // 100 steps of 10 ms
      for (const speed of speeds.filter((known) => known > 0)) expect(speed).toBeCloseTo(10);
    },
  );

  it("goes on without a picture or a figure that fails, and not without what is vital", async () => {
    const made: number[] = [];
    const failing = (changes: Partial<Chore> = {}): Chore => ({
      everyMs: 0,
      share: 1,
      run: async (step) => {
        made.push(step);
        throw new TypeError("No memory for a picture");
      },
      ...changes,
    });
    const { trainer } = trainerOf(build(), { steps: 5, chores: [failing()] });
    expect(await trainer.run()).toBe("finished");
    expect(made.length).toBeGreaterThan(1); // it is tried again
    const vital = trainerOf(build(), { steps: 5, chores: [failing({ isVital: true })] });
    await expect(vital.trainer.run()).rejects.toThrow("No memory");
    const diverged = async () => Promise.reject(new Diverged("A weight is not finite"));
    const sick = trainerOf(build(), { steps: 5, chores: [failing({ run: diverged })] });
    await expect(sick.trainer.run()).rejects.toBeInstanceOf(Diverged);
  });

  it("serves a waiting request between two steps", async () => {
    const { trainer } = trainerOf(build());
    const ran = trainer.run();
    const served: number[] = [];
    for (let request = 0; request < 3; request++) {
      await nextTask();
      served.push(trainer.step);
    }
    await ran;
    expect(Math.max(...served)).toBeLessThan(6);
  });

  it("validates on held-out batches under the prefix val.", async () => {
    const model = build();
    const { trainer, points } = trainerOf(model, {
      validation: validatedAt(model, 1, 2),
    });
    await trainer.run();
    expect(points.filter(({ values }) => "val.loss" in values).length).toBeGreaterThan(0);
    expect(points.at(-1)).toMatchObject({ step: 20, values: { "val.loss": expect.any(Number) } });
    const steps = points.map(({ step }) => step);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  it("throws Diverged when a loss is not finite and frees what it held", async () => {
    const model = build();
    const before = tf.memory().numTensors;
    const trainStep = () => ({ loss: tf.scalar(Number.NaN) });
    await expect(trainerOf(model, { trainStep }).trainer.run()).rejects.toBeInstanceOf(Diverged);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("does what waits for its turn after it went back, where the losses ran away before", async () => {
    let isSick = true;
    const { trainer, runner } = trainerOf(build(), {
      trainStep: () => ({ loss: tf.scalar(isSick ? Number.NaN : 1) }),
      now: () => 0, // nothing else reads the losses before
    });
    const stepAt = trainer.between(async () => trainer.step);
    await expect(trainer.run()).rejects.toBeInstanceOf(Diverged);
    isSick = false;
    trainer.goBack({ step: 0, seconds: 0 }, runner);
    expect(await trainer.run(2)).toBe("paused");
    expect(await stepAt).toBe(1);
  });

  it("tells who waits for a turn that nothing follows, where the losses ran away before", async () => {
    const { trainer } = trainerOf(build(), {
      trainStep: () => ({ loss: tf.scalar(Number.NaN) }),
      now: () => 0,
    });
    const waiting = expect(trainer.between(async () => undefined)).rejects.toThrow("has ended");
    await expect(trainer.run()).rejects.toBeInstanceOf(Diverged);
    trainer.close(); // as the loop does with an error
    await waiting;
  });

  it("leaves out a chore that is not wanted, and does some once more when it finishes", async () => {
    const model = build();
    const done: Record<string, number[]> = { wanted: [], unwanted: [], last: [] };
    const chore = (name: string, changes: Partial<Chore>): Chore => ({
      everyMs: 1e9,
      share: 1,
      waitsFirst: true,
      run: async (step) => void done[name]?.push(step),
      ...changes,
    });
    let taken = 0;
    const trainStep = (batch: Batch, context: Parameters<typeof model.trainStep>[1]) => {
      taken++;
      return model.trainStep(batch, context);
    };
    const { trainer } = trainerOf(model, {
      trainStep: trainStep as Stepping["trainStep"],
      steps: 6,
      chores: [
        chore("wanted", { waitsFirst: false, isWanted: () => taken >= 3 }),
        chore("unwanted", { waitsFirst: false, alsoAtEnd: true, isWanted: () => false }),
        chore("last", { alsoAtEnd: true, needsLosses: true }),
      ],
    });
    expect(await trainer.run(4)).toBe("paused");
    expect(done).toEqual({ wanted: [3], unwanted: [], last: [] });
    expect(await trainer.run()).toBe("finished");
    expect(done).toEqual({ wanted: [3], unwanted: [], last: [6] });
    trainer.settle();
    model.dispose();
  });

  it("settles nothing for what asks for the weights by itself, as far as it needs them", async () => {
    const model = build();
    const seen: number[] = [];
    const look = async () => {
      seen.push(settle.mock.calls.length);
      return {};
    };
    const chore = { everyMs: 0, share: 1, run: async () => void (await look()) };
    const parts = { steps: 3, validation: { measure: look }, chores: [chore] };
    const { trainer, runner } = trainerOf(model, parts);
    const settle = vi.spyOn(runner, "settle");
    await trainer.run(2);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(seen.map(() => 0));
    model.dispose();
  });

  it("keeps a chore's cost within its share", async () => {
    let now = 0;
    let runs = 0;
    const chore = {
      everyMs: 1,
      share: 0.1,
      run: async () => {
        runs++;
        now += 100;
      },
    };
    const trainStep = () => {
      now += 10;
      return { loss: tf.scalar(1) };
    };
    const changes = { trainStep, chores: [chore], now: () => now, steps: 1000 };
    await trainerOf(build(), changes).trainer.run();
    expect(runs * 100).toBeLessThan(0.12 * now);
    expect(runs).toBeGreaterThan(5);
  });
});

describe("checkpoint", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });

  it("gives back weights, optimiser and record, at half size nearly", async () => {
    const model = build();
    await trainerOf(model).trainer.run(3);
    const full = await writeCheckpoint(model, record);
    const half = await writeCheckpoint(model, record, { half: true, weightsOnly: true });
    const { list: _, ...data } = record.data; // photos are held by reference
    expect(readCheckpoint(full).record).toEqual({ ...record, data });
    const other = build(5);
    restoreModel(other, readCheckpoint(half));
    const [expected, actual] = [await numbersOf(model), await numbersOf(other)];
    expected.forEach((value, at) => {
      expect(actual[at]).toBeCloseTo(value, 2);
    });
  });

  it("refuses another model's checkpoint and one without a record", async () => {
    const bytes = await writeCheckpoint(build(), record);
    const wider = tinyModel.build(tinyHparams(), { size: 8, classes: 3 }, new Rng(1));
    expect(() => restoreModel(wider, readCheckpoint(bytes))).toThrow(BadCheckpoint);
    expect(() => readCheckpoint(bytes.subarray(0, bytes.length - 4))).toThrow(BadCheckpoint);
    const none = await writeCheckpoint(build(), { ...record, step: -1 });
    expect(() => readCheckpoint(none)).toThrow(BadCheckpoint);
  });
});
