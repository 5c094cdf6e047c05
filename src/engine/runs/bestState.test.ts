/** Runs whose samples are measured: the best state is kept, found again, and other runs start from it. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { StorageFailed } from "../../data/errors.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { Rng } from "../../lib/rng.ts";
import { eventually } from "../../lib/testing/eventually.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { readCheckpoint } from "../checkpoints/checkpoint.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { defineModel } from "../models/model.ts";
import { readAll } from "../steps/stateData.ts";
import { disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams, tinyModel } from "../testing/tinyModel.ts";
import type { Runs } from "./runs.ts";

const steps = 40;
/** The step after which the pictures are most like the photos; before and after it they are not. */
const likestStep = 20;
/** Updates that the model in use has had. */
let taken: number;

/** Noise around grey; `off` makes it brighter and stronger than that of the photos. */
const changed = (value: number, off: number) => 0.3 * value * (1 + off) + 0.3 * off;
const drawn = new Rng(5).normals(16 * 32 * 32 * 3);

const drawing = defineModel({
  ...tinyModel,
  tasks: ["generate"],
  build: (...args: Parameters<typeof tinyModel.build>) => {
    const model = tinyModel.build(...args);
    const learn = model.trainStep.bind(model);
    return Object.assign(model, {
      latentShape: [1],
      trainStep: (...step: Parameters<typeof learn>) => {
        taken++;
        return learn(...step);
      },
      generate: (z: tf.Tensor2D) => {
        const off = Math.abs(taken - likestStep) / likestStep;
        const values = drawn.map((value) => changed(value, off));
        return tf.tensor4d(values, [16, 32, 32, 3]).slice(0, z.shape[0]);
      },
    });
  },
});

const resolvePhoto: ResolvePhoto = async (source) => {
  const seed = "kind" in source && source.kind === "procedural" ? source.seed : 0;
  const values = new Rng(seed + 1).normals(64 * 64 * 3);
  const pixels = Uint8Array.from(values, (v) => 127.5 * (changed(v, 0.02 * (seed % 3)) + 1));
  return { width: 64, height: 64, pixels };
};

const asked = (runId: string) => request(runId, { hparams: tinyHparams({ steps }) });

const open = (kept: ReturnType<typeof disk>) =>
  session(kept, { registry: { tiny: drawing }, resolvePhoto });

/** Each reading of the clock is a second later, so that every chore is due every few steps. */
function hurry(): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += 1000;
    return now;
  });
}

async function train(kept = disk()) {
  taken = 0;
  hurry();
  const opened = open(kept);
  await opened.runs.train(asked("a"));
  await opened.ended("a");
  vi.restoreAllMocks();
  return { ...opened, kept, record: (await opened.runs.open("a")).record };
}

let trained: Awaited<ReturnType<typeof train>>;

/** A session on a copy of what the trained run left. */
async function reopened() {
  const kept = disk();
  for (const name of ["a", "a/best"]) {
    const bytes = await trained.kept.checkpoints.read(name);
    if (bytes) await kept.checkpoints.write(name, bytes);
  }
  const { data } = trained.record;
  const list = await trained.kept.documents.dataSets.get(data.set);
  await kept.documents.saveRun({ ...trained.record, data: { ...data, list } });
  const opened = open(kept);
  await opened.runs.load();
  return { ...opened, kept, record: trained.record };
}

const measured = ({ history }: RunRecord) =>
  history.flatMap(({ step, values }) =>
    values["val.kid"] === undefined ? [] : [{ step, kid: values["val.kid"] }],
  );

async function stateOf(runs: Runs, runId: string) {
  return readAll(new Map(stateVariables((await runs.open(runId)).model)));
}

beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
  vi.stubGlobal("ImageData", Object); // previews are not looked at here
  vi.stubGlobal("createImageBitmap", async () => null);
  trained = await train();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => vi.unstubAllGlobals());

describe("a run that generates", () => {
  it("measures its samples, keeps the best state and tells the page", async () => {
    const { record, kept, events } = trained;
    const kids = measured(record);
    expect(kids.length).toBeGreaterThan(5);
    expect(kids.at(-1)?.step).toBe(steps); // once more at the end
    const { best, yardsticks } = record;
    expect(yardsticks?.kidFloor).toBeLessThan(yardsticks?.kidCeiling ?? 0);
    expect(Math.abs((best?.step ?? 0) - likestStep)).toBeLessThan(6);
    expect(kids).toContainEqual(best);
    expect(kids.slice(0, 2)).not.toContainEqual(best);

    const bytes = await kept.checkpoints.read("a/best");
    expect(readCheckpoint(bytes ?? new Uint8Array()).record).toMatchObject({
      step: best?.step,
      best,
    });
    const told = events.flatMap((event) => (event.type === "quality" ? [event] : []));
    expect(told).toHaveLength(kids.length);
    expect(told.at(-1)).toEqual({ type: "quality", runId: "a", yardsticks, best });
    expect(await open(kept).runs.load()).toMatchObject([{ best, yardsticks }]);
  });

  it("goes back from losses that run away to no step before its best", async () => {
    taken = 0;
    hurry();
    const { runs } = open(disk());
    await runs.train(asked("a"));
    const run = await runs.open("a");
    await vi.waitUntil(() => run.record.best, { interval: 1, timeout: 20_000 });
    const { best } = run.record;
    run.trainer?.pause();
    run.goBack();
    expect(run.record.step).toBeGreaterThanOrEqual(best?.step ?? Number.NaN);
    expect(run.record.best).toEqual(best);
    await runs.delete("a");
  });

  it("goes on without a best state where storage fails", async () => {
    const kept = disk();
    vi.spyOn(kept.checkpoints, "write").mockRejectedValue(new StorageFailed("No"));
    const { record, events } = await train(kept);
    expect(record).toMatchObject({ state: "finished", step: steps });
    expect(record.best).toBeUndefined();
    const trouble = { what: "run", failure: "StorageFailed" };
    expect(events).toContainEqual({ type: "storageTrouble", trouble, unwritten: ["run"] });
  });

  it("leaves no checkpoint behind when it is deleted for good", async () => {
    const { runs, kept } = await reopened();
    await runs.delete("a");
    expect(await kept.checkpoints.sizeBytes()).toBeGreaterThan(0); // it may come back
    await kept.bin.erase(["a"]);
    expect(await kept.checkpoints.sizeBytes()).toBe(0);
  });
});

describe("the best state", () => {
  it("is put back with weights, step and curves, and training goes on from there", async () => {
    const { runs, record, kept, states, ended } = await reopened();
    const { best } = record;
    const restored = await runs.restoreBest("a");
    expect(restored).toMatchObject({ state: "paused", step: best?.step, best });
    expect(restored.history.at(-1)?.step).toBe(best?.step);
    expect(states("a").at(-1)).toBe("paused");
    const state = await stateOf(runs, "a");

    const second = open(kept);
    expect(await second.runs.load()).toMatchObject([{ state: "paused", step: best?.step }]);
    expect(await stateOf(second.runs, "a")).toEqual(state);
    await runs.resume("a");
    await ended("a");
    expect((await runs.open("a")).record).toMatchObject({ state: "finished", step: steps });
  });

  it("keeps the settings in force, which then hold from that state on", async () => {
    const { runs } = await reopened();
    const { step } = await runs.restoreBest("a");
    await runs.adjust("a", { learningRate: 0.002 });
    await runs.step("a");
    await runs.step("a");
    await runs.adjust("a", { learningRate: 0.001 });
    const noted = async () => (await runs.open("a")).record.adjustments?.map((note) => note.step);
    expect(await noted()).toEqual([step, step + 2]);
    expect(await runs.restoreBest("a")).toMatchObject({ step, hparams: { learningRate: 0.001 } });
    expect(await noted()).toEqual([step, step]);
  });

  it.each(["gone", "damaged"])("is there where the newest weights are %s", async (how) => {
    const { kept, record } = await reopened();
    for (const slot of ["a.a", "a.b"]) {
      if (how === "gone") await kept.folders.checkpoints.remove(slot);
      else await kept.folders.checkpoints.write(slot, new Uint8Array(100).fill(7));
    }
    const { runs, states } = open(kept);
    const [lost] = await runs.load();
    expect([lost?.best, lost?.failure]).toEqual([
      record.best,
      how === "gone" ? "LostWeights" : undefined, // reading tells
    ]);
    await expect(runs.open("a")).rejects.toMatchObject({ name: "LostWeights" });
    const restored = await runs.restoreBest("a");
    expect(restored).toMatchObject({ state: "paused", step: record.best?.step });
    expect(restored.failure).toBeUndefined();
    expect(states("a").at(-1)).toBe("paused");

    const [found] = await open(kept).runs.load();
    expect(found).toMatchObject({ state: "paused", step: record.best?.step });
    expect(found?.failure).toBeUndefined();
    await runs.resume("a");
    await (await runs.open("a")).training?.ended;
    expect((await runs.open("a")).record).toMatchObject({ state: "finished", step: steps });
  });

  it("is shown at once: the newest picture is of the step that was gone back to", async () => {
    const { runs, record, events } = await reopened();
    vi.stubGlobal("ImageData", class {}); // what a preview is made of in a browser
    vi.stubGlobal("createImageBitmap", async () => ({}));
    const shown = () => events.flatMap((event) => (event.type === "preview" ? [event.step] : []));
    await runs.restoreBest("a");
    await eventually(() => expect(shown().at(-1)).toBe(record.best?.step));
    expect(record.best?.step).toBeLessThan(steps);
    vi.unstubAllGlobals();
  });

  it("is not claimed to be there where it is lost as well", async () => {
    const { kept } = await reopened();
    for (const name of ["a", "a/best"]) await kept.checkpoints.remove(name);
    const [lost] = await open(kept).runs.load();
    expect(lost).toMatchObject({ failure: "LostWeights" });
    expect(lost?.best).toBeUndefined();
    expect((await kept.documents.loadRun("a"))?.best).toBeDefined(); // storage may only not have answered
  });

  it("is not there for a run without one", async () => {
    const { runs } = open(disk());
    await runs.train(asked("a"));
    await runs.pause("a");
    const lost = { name: "LostBest" };
    await expect(runs.restoreBest("a")).rejects.toMatchObject(lost);
    await expect(runs.restoreBest("x")).rejects.toMatchObject({ name: "UnknownRun" });
    await expect(runs.branch("a", "best", "b", "B")).rejects.toMatchObject(lost);
    expect((await runs.load()).map(({ runId }) => runId)).not.toContain("b");
    await expect(runs.branch("x", "latest", "b", "B")).rejects.toMatchObject({
      name: "UnknownRun",
    });
  });
});

describe("a branch", () => {
  it.each(["latest", "best"] as const)("starts paused from the %s state", async (from) => {
    const { runs, record, kept } = await reopened();
    const made = await runs.branch("a", from, "b", "Branch");
    const step = from === "best" ? record.best?.step : steps;
    expect(made).toMatchObject({ runId: "b", name: "Branch", state: "paused", step });
    expect(made.history.at(-1)?.step).toBe(step);
    expect(made).toMatchObject({ best: record.best, yardsticks: record.yardsticks });

    await runs.delete("a"); // a branch stands alone
    const second = open(kept);
    expect(await second.runs.load()).toMatchObject([{ runId: "b", step, state: "paused" }]);
    const { best } = await second.runs.restoreBest("b");
    expect(best).toEqual(record.best);
    await second.runs.resume("b");
    await second.ended("b");
    expect((await second.runs.open("b")).record).toMatchObject({ state: "finished", step: steps });
  });

  it("claims no best state that storage lost", async () => {
    const { runs, kept } = await reopened();
    await kept.checkpoints.remove("a/best");
    const made = await runs.branch("a", "latest", "b", "B");
    expect(made.best).toBeUndefined();
    expect((await kept.documents.loadRun("b"))?.best).toBeUndefined();
  });

  it("of a run that trains pauses it first, and leaves it as it was", async () => {
    const { runs, states } = open(disk());
    await runs.train(asked("a"));
    const { step } = await runs.branch("a", "latest", "b", "B");
    expect(states("a").at(-1)).toBe("paused");
    expect((await runs.open("a")).record.step).toBe(step);
    expect(await stateOf(runs, "b")).toEqual(await stateOf(runs, "a"));
  });

  it("that cannot be kept is not there", async () => {
    const { runs, kept } = await reopened();
    vi.spyOn(kept.documents, "saveRun").mockRejectedValue(new StorageFailed("No"));
    await expect(runs.branch("a", "best", "b", "B")).rejects.toMatchObject({
      name: "StorageFailed",
    });
    expect((await runs.load()).map(({ runId }) => runId)).not.toContain("b");
    expect(await kept.checkpoints.read("b")).toBeNull();
    expect(await kept.checkpoints.read("b/best")).toBeNull();
  });
});
