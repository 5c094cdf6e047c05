/** The films of runs from train to reload, with memory in place of disk and a model of flat pictures. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { StorageFailed, StorageFull } from "../../data/errors.ts";
import { memoryFileStore } from "../../data/fileStore.ts";
import { createFilmStore } from "../../data/filmStore.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import type { Rng } from "../../lib/rng.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { defineModel, type Shape } from "../models/model.ts";
import type { Runs } from "../runs/runs.ts";
import { StorageHealth } from "../storage/storageHealth.ts";
import { disk, request, resolvePhoto, session } from "../testing/runsSession.ts";
import { tinyHparams, tinyModel } from "../testing/tinyModel.ts";
import { Films } from "./films.ts";

/** Called with each sheet that is drawn. */
let onSheet: () => void;
/** Steps to come whose loss is not finite. */
let spoilt = 0;

const drawing = defineModel({
  ...tinyModel,
  tasks: ["generate", "classify"],
  build: (values: Hparams, shape: Shape, rng: Rng) => {
    const model = tinyModel.build(values, shape, rng);
    const finiteStep = model.trainStep.bind(model);
    const trainStep: typeof model.trainStep = (...given) => {
      const { loss } = finiteStep(...given);
      return { loss: spoilt-- > 0 ? loss.mul<tf.Scalar>(Number.NaN) : loss };
    };
    const generate = (z: tf.Tensor2D) => {
      onSheet();
      return tf.zeros<tf.Rank.R4>([z.shape[0], shape.size, shape.size, 3]);
    };
    return Object.assign(model, { trainStep, latentShape: [2], generate });
  },
});

function filmSession(kept = disk(), resolve: ResolvePhoto = resolvePhoto) {
  const opened = session(kept, { registry: { tiny: drawing }, resolvePhoto: resolve });
  return { ...opened, kept, films: () => opened.events.flatMap(stepsOfFilm) };
}

const stepsOfFilm = (event: EngineEvent): number[][] =>
  event.type === "film" ? [event.film.frames.map(({ step }) => step)] : [];

const stepsOf = async (runs: Runs): Promise<number[]> =>
  (await runs.film("a")).frames.map(({ step }) => step);

/** Of a run that is paused then: the steps on its film. */
async function threeSteps(runs: Runs): Promise<number[]> {
  await runs.train(request("a", long));
  await runs.pause("a");
  for (let step = 0; step < 3; step++) await runs.step("a");
  return stepsOf(runs);
}

const long = { hparams: tinyHparams({ steps: 1000 }) };

/** What Node lacks of a canvas. */
class FakeCanvas {
  getContext = () => ({ putImageData: () => undefined });
  convertToBlob = async () => new Blob(["picture"]);
}

beforeEach(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
  onSheet = () => undefined;
  spoilt = 0;
  vi.stubGlobal("ImageData", class {});
  vi.stubGlobal("OffscreenCanvas", FakeCanvas);
  vi.stubGlobal("createImageBitmap", async () => ({}));
});

describe("the film of a run", () => {
  it("goes from step 0 to the last, is there after a reload and goes with the run for good", async () => {
    const first = filmSession();
    await first.runs.train(request("a"));
    await first.ended("a");
    const steps = await stepsOf(first.runs);
    expect([steps[0], steps.at(-1)]).toEqual([0, 12]);
    expect(first.films().at(-1)).toEqual(steps);

    const second = filmSession(first.kept);
    await second.runs.load();
    expect(await stepsOf(second.runs)).toEqual(steps);
    const frame = await second.runs.lastFrame("a");
    expect(frame).toMatchObject({ step: 12, columns: 8, rows: 2 });
    expect(await frame?.picture.text()).toBe("picture");

    await second.runs.delete("a");
    expect(await first.kept.films.sizeBytes()).toBeGreaterThan(0); // it may come back
    await first.kept.bin.erase(["a"]);
    expect(await first.kept.films.sizeBytes()).toBe(0);
  });

  it("goes on where a resumed run does", async () => {
    const first = filmSession();
    await first.runs.train(request("a", long));
    await first.runs.pause("a");
    const before = await stepsOf(first.runs);

    const second = filmSession(first.kept);
    await second.runs.load();
    await second.runs.step("a");
    expect(await stepsOf(second.runs)).toEqual([...before, (before.at(-1) as number) + 1]);
  });

  it("goes along, up to there, with a run that is made of its state, and stays whole itself", async () => {
    const first = filmSession();
    const steps = await threeSteps(first.runs);
    await first.runs.branch("a", "latest", "b", "B");
    await first.runs.step("a");

    const second = filmSession(first.kept);
    await second.runs.load();
    const { frames } = await second.runs.film("b");
    expect(frames.map(({ step }) => step)).toEqual(steps);
    expect(await stepsOf(second.runs)).toHaveLength(steps.length + 1);
    await second.runs.step("b");
    expect((await second.runs.film("b")).frames).toHaveLength(steps.length + 1);
    await second.runs.erase("a");
    expect(await first.kept.films.read("b")).toHaveLength(steps.length + 1);
  });

  it("is whole where the device goes before a resumed run has opened it", async () => {
    const first = filmSession();
    const before = await threeSteps(first.runs);

    let isThere = true;
    const second = filmSession(first.kept, async (...photo) => {
      if (isThere) second.runs.leave(); // while the patches are cut
      isThere = false;
      return resolvePhoto(...photo);
    });
    await second.runs.load();
    await second.runs.resume("a");
    await second.runs.recover("DeviceLost");
    await second.runs.pause("a");
    const stored = (await first.kept.films.read("a")).map(({ step }) => step);
    expect(stored.slice(0, before.length)).toEqual(before);
  });

  it("is left as it is where it cannot be read", async () => {
    const { runs, kept } = filmSession();
    const before = await threeSteps(runs);

    const second = filmSession(kept);
    await second.runs.load();
    vi.spyOn(kept.films, "read").mockRejectedValueOnce(new StorageFailed("No"));
    await second.runs.step("a");
    expect((await kept.films.read("a")).map(({ step }) => step)).toEqual(before);
  });

  it("keeps a picture that cannot be read for once, until the run goes back to before it", async () => {
    const files = memoryFileStore();
    const picture = (step: number) => ({ step, picture: new Blob(["x"]), columns: 8, rows: 2 });
    await createFilmStore(files).write("a", [0, 5, 9, 20].map(picture));
    const unreadable = new Blob();
    unreadable.arrayBuffer = () => Promise.reject(new DOMException("No", "NotReadableError"));
    const read: typeof files.read = async (name) =>
      /\.(9|20)\./.test(name) ? unreadable : files.read(name);
    const store = createFilmStore({ ...files, read });
    const emit = () => undefined;
    const films = new Films({
      store,
      emit,
      health: new StorageHealth(emit),
      isLost: async () => false,
    });
    const stored = async () => (await createFilmStore(files).read("a")).map(({ step }) => step);

    await films.open("a", 10);
    await films.keep("a");
    expect(await stored()).toEqual([0, 5, 9]); // the run stands at step 10
    await films.add("a", async () => picture(12));
    await films.keep("a");
    expect(await stored()).toEqual([0, 5, 9, 12]);
    films.cut("a", 5);
    await films.keep("a");
    expect(await stored()).toEqual([0, 5]);
  });

  it("is its new owner's from the frame on before which the run was lost, also at the end", async () => {
    const files = memoryFileStore();
    const picture = (step: number) => ({ step, picture: new Blob(["x"]), columns: 8, rows: 2 });
    let isLost = false;
    const write: typeof files.write = async (...file) => {
      await createFilmStore(files).write("a", [0, 1].map(picture)); // of the new owner, while this page slept
      isLost = true;
      await files.write(...file);
    };
    const emit = () => undefined;
    const films = new Films({
      store: createFilmStore({ ...files, write }),
      emit,
      health: new StorageHealth(emit),
      isLost: async () => isLost,
    });
    await films.open("a", 0);
    for (const step of [0, 5, 9]) await films.add("a", async () => picture(step));
    await films.keep("a");
    await films.add("a", async () => picture(12));
    await films.close("a");
    expect((await createFilmStore(files).read("a")).map(({ step }) => step)).toEqual([0, 1]);
  });

  it("gives up what is later than the state that the run went back to", async () => {
    const { runs, events, ended } = filmSession();
    let sheets = 0;
    onSheet = () => {
      if (++sheets === 2) spoilt = 1; // the step after the one of this sheet, which is on film by then
    };
    await runs.train(request("a"));
    await ended("a");
    const back = events.findIndex(({ type }) => type === "wentBack");
    const before = events.slice(0, back).flatMap(stepsOfFilm);
    expect(before).toContainEqual([0, 1]);
    expect(before.at(-1)).toEqual([0]);
    expect((await stepsOf(runs)).at(-1)).toBe(12);
  });

  it("lives in memory where storage is full: training goes on, and that is told once", async () => {
    const kept = disk();
    vi.spyOn(kept.films, "write").mockRejectedValue(new StorageFull("No"));
    vi.spyOn(kept.films, "storage", "get").mockReturnValue("kept");
    const { runs, events, ended, states } = filmSession(kept);
    await runs.train(request("a"));
    await ended("a");
    expect(states("a").at(-1)).toBe("finished");
    expect((await stepsOf(runs)).at(-1)).toBe(12);
    const isKept = events.flatMap((event) => (event.type === "film" ? [event.film.isKept] : []));
    expect([isKept[0], isKept.at(-1)]).toEqual([true, false]);
    expect(events.filter((event) => event.type === "runState" && event.failure)).toEqual([]);
  });

  it("is in trouble until it is written itself, which is tried again once there is room, or goes", async () => {
    const kept = disk();
    const write = kept.films.write.bind(kept.films);
    let isFull = true;
    vi.spyOn(kept.films, "write").mockImplementation(async (runId, frames) => {
      if (isFull && runId !== "c") throw new StorageFull("No");
      return write(runId, frames);
    });
    const { runs, events, ended } = filmSession(kept);
    const trouble = () => events.findLast((event) => event.type === "storageTrouble")?.trouble;
    for (const runId of ["a", "b", "c"]) {
      await runs.train(request(runId));
      await ended(runId);
      expect(trouble()).toEqual({ what: "film", failure: "StorageFull" });
    }
    await runs.delete("b");
    expect(trouble()?.what).toBe("film");
    isFull = false;
    await runs.saveNow();
    expect(trouble()).toBeNull();
    expect(await kept.films.read("a")).not.toEqual([]);
    expect(await kept.films.read("b")).toEqual([]);
  });

  it("has no frames where a model makes no pictures", async () => {
    const { runs, events, ended } = session(disk());
    await runs.train(request("a"));
    await ended("a");
    expect(await stepsOf(runs)).toEqual([]);
    expect(await runs.lastFrame("a")).toBeNull();
    expect(events.filter(({ type }) => type === "film")).toEqual([]);
  });
});
