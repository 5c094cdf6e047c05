/** What is cut once need not be cut again. */
import * as tf from "@tensorflow/tfjs";
import { beforeEach, expect, it } from "vitest";
import { UnreadableImage } from "../../data/errors.ts";
import { memoryFileStore } from "../../data/fileStore.ts";
import { limits } from "../../data/limits.ts";
import { PageCache } from "../../data/pageCache.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { data, disk, request, resolvePhoto, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";
import { keptOrCut } from "./keptPatches.ts";

beforeEach(async () => {
  await tf.setBackend("cpu");
});

const referredTo = request("a").data;

function counting(isUnreadable = (_seed: number) => false) {
  let reads = 0;
  const counted: ResolvePhoto = async (source, target) => {
    reads++;
    const seed = "kind" in source && source.kind === "procedural" ? source.seed : 0;
    if (isUnreadable(seed)) throw new UnreadableImage("unreadable");
    return resolvePhoto(source, target);
  };
  const files = { ...memoryFileStore(), storage: "kept" } as const;
  return { resolvePhoto: counted, files, cache: new PageCache(files), reads: () => reads };
}

const patchesOf = (
  { cache, resolvePhoto: read }: ReturnType<typeof counting>,
  changes: Partial<typeof referredTo.patches> = {},
  leftOut: readonly string[] = [],
) => {
  const patches = { ...referredTo.patches, ...changes };
  const tools = { cache, limits, resolvePhoto: read, photos: async () => ({ ...data, patches }) };
  return keptOrCut(tools, { ...referredTo, patches }, "labels", leftOut);
};

it("gives the same patches, of photos that are not read again", async () => {
  const counted = counting();
  const first = await patchesOf(counted);
  expect(counted.reads()).toBe(6);
  expect(await patchesOf(counted)).toEqual(first);
  expect(await patchesOf(counted, { heldOutShare: 0.5 })).toEqual(first); // the photos held out are in the data set
  expect(counted.reads()).toBe(6);
});

it.each([
  ["size", { size: 16 }],
  ["scale", { shortSide: 48 }],
  ["overlap", { overlap: 0.25 }],
  ["crops", { cut: "random" }],
] as const)("cuts anew for another %s", async (_, changes) => {
  const counted = counting();
  await patchesOf(counted);
  await patchesOf(counted, changes);
  expect(counted.reads()).toBe(12);
});

it("cuts anew what was damaged, and what a photo failed of", async () => {
  const counted = counting();
  const first = await patchesOf(counted);
  const [name = ""] = await counted.files.names();
  await counted.files.write(name, new Uint8Array(30));
  expect(await patchesOf(counted)).toEqual(first);
  expect(counted.reads()).toBe(12);

  const failing = counting((seed) => seed === 1);
  const { leftOut } = await patchesOf(failing);
  expect(leftOut).toEqual(["dark1"]);
  expect(await failing.files.names()).toEqual([]);
  const without = await patchesOf(failing, {}, leftOut);
  const reads = failing.reads();
  expect(await patchesOf(failing, {}, leftOut)).toEqual(without);
  expect(failing.reads()).toBe(reads);
});

it("refuses kept patches that do not suffice for a model", async () => {
  const counted = counting();
  const one = { ...data, classes: data.classes.slice(0, 1) };
  const tools = { ...counted, limits, photos: async () => one };
  await keptOrCut(tools, referredTo, "images", []);
  await expect(keptOrCut(tools, referredTo, "labels", [])).rejects.toMatchObject({
    name: "NotEnoughData",
  });
});

it("lets a resumed run train on without reading a photo, as if it had not rested", async () => {
  const trained = async (rests: boolean) => {
    const { cache, reads, ...counted } = counting();
    const kept = disk();
    const tools = { resolvePhoto: counted.resolvePhoto, patchCache: cache };
    const first = session(kept, tools);
    await first.runs.train(request("a", { hparams: tinyHparams({ steps: 6 }) }));
    if (rests) await first.runs.pause("a");
    else await first.ended("a");
    const second = session(kept, tools);
    await second.runs.load();
    if (rests) await second.runs.resume("a");
    await second.ended("a");
    expect(reads()).toBe(6);
    const { model, record } = await second.runs.open("a");
    const weights = Object.values(model.networks).flatMap((network) => network.getWeights());
    return { step: record.step, weights: await Promise.all(weights.map((one) => one.data())) };
  };
  expect(await trained(true)).toEqual(await trained(false));
});
