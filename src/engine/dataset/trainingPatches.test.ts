/** Photos that cannot be read, once or for good: what a run trains on instead, and what is told of it. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeEach, describe, expect, it } from "vitest";
import { UnreadableImage } from "../../data/errors.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { sameData } from "../../lib/sameData.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { classes, data, disk, request, resolvePhoto, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";
import { splitPatches } from "./trainingPatches.ts";

/** Photos of the given ids are refused so often. */
function refusing(times: Readonly<Record<string, number>>): ResolvePhoto {
  const left = new Map(Object.entries(times));
  const photos = classes.flatMap((entry) => entry.photos);
  return async (source, target) => {
    const { id = "" } = photos.find((photo) => sameData(photo.source, source)) ?? {};
    const more = left.get(id) ?? 0;
    left.set(id, more - 1);
    if (more > 0) throw new UnreadableImage("timedOut");
    return resolvePhoto(source, target);
  };
}

const always = Number.POSITIVE_INFINITY;

describe("patches for training", () => {
  it("are of all photos where one was read at the second attempt only", async () => {
    const whole = await splitPatches(data, "labels", resolvePhoto);
    expect(whole.leftOut).toEqual([]);
    expect(await splitPatches(data, "labels", refusing({ dark0: 1, bright2: 1 }))).toEqual(whole);
  });

  it("name the photos that they are not of, and leave them out again when asked to", async () => {
    const broken = { dark0: always, bright2: always };
    const first = await splitPatches(data, "labels", refusing(broken));
    expect(first.leftOut).toEqual(["dark0", "bright2"]);
    expect([...first.training.photos]).not.toContain(0);
    expect(await splitPatches(data, "labels", resolvePhoto, first.leftOut)).toEqual(first);
  });
});

describe("a run with photos that cannot be read", () => {
  beforeEach(async () => {
    registerWasmKernels();
    await tf.setBackend("wasm");
  });

  const long = request("a", { hparams: tinyHparams({ steps: 1000 }) });
  const toldBy = ({ events }: ReturnType<typeof session>) =>
    events.filter(({ type }) => type === "photosLeftOut");

  it("tells how many, once, and goes on by the same patches when they can be read again", async () => {
    const kept = disk();
    const first = session(kept, { resolvePhoto: refusing({ dark0: always }) });
    await first.runs.train(long);
    await first.runs.pause("a");
    expect(toldBy(first)).toEqual([
      { type: "photosLeftOut", runId: "a", leftOut: ["dark0"], count: 1, use: "fresh" },
    ]);

    const second = session(kept);
    expect(await second.runs.load()).toMatchObject([{ leftOut: ["dark0"] }]);
    await second.runs.step("a");
    const countOf = ({ runs }: typeof first) =>
      runs.measureOnPatches("a", async (_, { training }) => training.count);
    expect(await countOf(second)).toBe(await countOf(first));
    expect(toldBy(second)).toEqual([]);
  });

  it("tells where photos are missing that it was trained on", async () => {
    const kept = disk();
    const first = session(kept);
    await first.runs.train(long);
    await first.runs.pause("a");
    await first.runs.step("a");
    expect(toldBy(first)).toEqual([]);

    const second = session(kept, { resolvePhoto: refusing({ dark0: always, bright0: always }) });
    await second.runs.load();
    await second.runs.measureOnPatches("a", async () => undefined);
    await second.runs.step("a");
    const missing = { type: "photosLeftOut", runId: "a", leftOut: ["dark0", "bright0"], count: 2 };
    expect(toldBy(second)).toEqual([
      { ...missing, use: "measured" },
      { ...missing, use: "begun" },
    ]);
    expect((await kept.documents.loadRun("a"))?.leftOut).toEqual(["dark0", "bright0"]);
  });
});
