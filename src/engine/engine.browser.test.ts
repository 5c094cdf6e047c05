/** Both workers as the page starts them, with the real models and the real storage. */
import { type Remote, transfer, wrap } from "comlink";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { glanceOf } from "../protocol/dataset.ts";
import type { EngineApi, EngineInfo, SamplerApi } from "../protocol/engine.ts";
import type { EngineEvent } from "../protocol/events.ts";
import type { PhotoSource, Project, TextureClass, TrainingData } from "../protocol/project.ts";
import { referred } from "../protocol/runData.ts";
import { isSignal } from "../protocol/signal.ts";
import type { HparamValue } from "../protocol/spec.ts";

const workers: Worker[] = [];
const events: EngineEvent[] = [];
let engine: Remote<EngineApi>;
let sampler: Remote<SamplerApi>;
let info: EngineInfo;
let patterns: Project;
let heldBySampler: readonly string[] = [];

beforeAll(async () => {
  const engineWorker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const samplerWorker = new Worker(new URL("./sampler.ts", import.meta.url), { type: "module" });
  workers.push(engineWorker, samplerWorker);
  samplerWorker.addEventListener("message", ({ data }) => {
    if (isSignal(data) && data.signal === "holds") heldBySampler = data.runIds;
  });
  engine = wrap<EngineApi>(engineWorker);
  sampler = wrap<SamplerApi>(samplerWorker);
  const toPage = new MessageChannel();
  const weights = new MessageChannel();
  toPage.port1.onmessage = ({ data }) => events.push(data);
  await sampler.follow(transfer(weights.port1, [weights.port1]));
  info = await engine.start(transfer(toPage.port2, [toPage.port2]), {
    backend: "auto",
    steps: "compiled",
  });
  await engine.feedSampler(transfer(weights.port2, [weights.port2]));
  const { projects } = await engine.loadWorkspace();
  patterns = projects.find(({ id }) => id === "sample-patterns") as Project; // given on the first visit
});

afterAll(() => {
  for (const worker of workers) worker.terminate();
});

function hparamsOf(modelId: string, changes: Record<string, HparamValue>) {
  const spec = info.models.find(({ id }) => id === modelId);
  const defaults = Object.entries(spec?.hparams ?? {}).map(([key, field]) => [key, field.default]);
  return { ...Object.fromEntries(defaults), ...changes };
}

function tinyData(classes: number): TrainingData {
  return {
    classes: patterns.classes.slice(0, classes).map((entry) => ({
      ...entry,
      photos: entry.photos.slice(0, 3),
    })),
    patches: { ...patterns.patches, size: 32, shortSide: 64 },
    heldOut: patterns.classes.slice(0, classes).map(({ photos }) => photos[2]?.id as string),
  };
}

function firstSource(entry: TextureClass | undefined): PhotoSource {
  const [photo] = entry?.photos ?? [];
  if (!photo) throw new Error("A class without photos");
  return photo.source;
}

/** RGBA, from 0 to 255. */
function pixelsOf(picture: ImageBitmap): readonly number[] {
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new Error("No canvas to draw on");
  context.drawImage(picture, 0, 0);
  return [...context.getImageData(0, 0, width, height).data];
}

async function trained(runId: string, modelId: string, changes: Record<string, HparamValue>) {
  const hparams = hparamsOf(modelId, changes);
  const data = tinyData(2);
  const request = { runId, projectId: patterns.id, name: runId, modelId, hparams };
  await engine.train({ ...request, data: referred(data) });
  await expect
    .poll(() => events.findLast((event) => event.type === "runState" && event.runId === runId), {
      timeout: 60_000,
    })
    .toMatchObject({ state: "finished" });
  return data;
}

describe("the engine in its worker", () => {
  it("takes WASM where the only GPU is software, and says so", async () => {
    expect(info.backend).toMatchObject({ backend: "wasm", choice: "auto" });
    expect(info.backend.rejected).toContainEqual({ backend: "webgpu", reason: "software" });
    await expect
      .poll(() => events.findLast((event) => event.type === "backend"), { timeout: 20_000 })
      .toMatchObject({ backend: { selfTest: "passed" } });
  });

  it("shows photos, thumbnails and a preview of patches", async () => {
    const sources = patterns.classes.map(firstSource);
    const [first] = await engine.thumbnails(sources, 48);
    expect([first?.width, first?.height]).toEqual([48, 48]);
    expect((await engine.photo(firstSource(patterns.classes[0]), 100)).width).toBe(100);
    await expect(engine.photo(new Blob(["Dear reader"]), 100)).rejects.toMatchObject({
      name: "UnreadableImage",
    });
    const preview = await engine.previewPatches(glanceOf(tinyData(2)));
    expect(preview.sheet.width).toBe(preview.columns * 32);
    expect(preview.training).toHaveLength(2);
  });

  it("trains the classifier, judges a photo and measures it", async () => {
    const data = await trained("c", "classifier", { steps: 10, batchSize: 4, width: 4 });
    const photos = data.classes.flatMap((entry) => entry.photos);
    const source = firstSource(data.classes[0]);
    const [verdict, letter, again] = await engine.classify("c", [
      { photo: source, withHeat: true, withPhoto: true },
      { photo: new Blob(["Dear reader"]), withHeat: true, withPhoto: true },
      { photo: source, withHeat: false, withPhoto: false },
    ]);
    expect(letter).toEqual({ refused: "UnreadableImage" });
    if (!verdict || "refused" in verdict) throw new Error("No verdict");
    expect(again).toMatchObject({ patches: verdict.patches, heat: null, photo: null });
    expect(verdict.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4);
    expect(verdict.photo?.width).toBeGreaterThan(verdict.heat?.width ?? 0);
    const likeliest = verdict.probabilities.indexOf(Math.max(...verdict.probabilities));
    expect(await engine.heatMap("c", source, likeliest)).toEqual(verdict.heat);
    await expect(engine.heatMap("c", source, 99)).rejects.toMatchObject({ name: "UnknownRun" });
    const labels = data.classes.flatMap(({ photos: own }, label) => own.map(() => label));
    const evaluation = await engine.evaluate("work 1", "c", photos, labels, true);
    expect(evaluation.photos).toHaveLength(photos.length);
  });

  it("trains the VAE, generates the same in engine and sampler, encodes and measures", async () => {
    const data = await trained("v", "vae", { steps: 10, batchSize: 4, width: 4 });
    const { order } = await engine.latentSpace("v");
    const z = new Float32Array(order.length).fill(0.5);
    const pixels = pixelsOf(await engine.generate("v", { z }));
    expect(pixels).toHaveLength(32 * 32 * 4);
    await expect.poll(() => heldBySampler).toContain("v");
    await expect // the newest weights come by a port of their own
      .poll(async () => pixelsOf(await sampler.generate("v", { z })))
      .toEqual(pixels);
    expect(pixelsOf(await sampler.generate("v", { z: z.fill(-0.5) }))).not.toEqual(pixels);
    expect(await engine.encode("v", firstSource(data.classes[0]))).toHaveLength(order.length);
    const errors = await engine.reconstructionErrors("v");
    expect(errors.pca16).toBeLessThan(errors.meanImage);
    const quality = await engine.quality("work 2", "v", 8, 1);
    expect(Object.values(quality).every(Number.isFinite)).toBe(true);
    expect(quality.heldOutPatches + quality.trainingPatches).toBe(8);
    expect(await engine.samples("v", 3, 1)).toHaveLength(3 * 32 * 32 * 3);
    expect(await engine.realPatches("v", 2)).toHaveLength(2 * 32 * 32 * 3);
    expect(events.some((event) => event.type === "preview" && event.runId === "v")).toBe(true);
    expect((await engine.exportRun("v", true)).length).toBeGreaterThan(1000);
  });

  it("names its errors across the boundary", async () => {
    await expect(engine.generate("nobody", { z: new Float32Array(1) })).rejects.toMatchObject({
      name: "UnknownRun",
    });
    await expect(sampler.generate("nobody", { z: new Float32Array(1) })).rejects.toMatchObject({
      name: "UnknownRun",
    });
  });

  it("finds its runs again and deletes them", async () => {
    const { runs } = await engine.loadWorkspace();
    expect(runs.find(({ runId }) => runId === "v")).toMatchObject({ state: "finished", step: 10 });
    await engine.deleteRun("v");
    await engine.deleteRun("c");
    expect((await engine.loadWorkspace()).runs.some(({ runId }) => runId === "v")).toBe(false);
    const { tensors } = await engine.usage();
    expect(tensors).toBe(0);
  });
});
