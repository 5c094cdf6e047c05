import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { plainBatch } from "../dataset/batches.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { inferenceOver } from "../inference/inference.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import { type Measured, mean, measuredOf, yardsticksOf } from "../quality/measuredPictures.ts";
import { monitorOf } from "../quality/qualityMonitor.ts";
import { plainNet } from "../testing/plainNet.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { watchedOf } from "./pictureMeasures.ts";
import type { TrainedModel } from "./task.ts";
import { translate } from "./translate.ts";

const drawings = (perClass: number, firstSeed: number) =>
  new PatchSet(proceduralPatches(["wood", "cells"], perClass, 32, firstSeed));

let patches: ResidentPatches;
let fresh: PatchSet;
beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
  patches = { training: drawings(40, 1), heldOut: drawings(24, 1001) };
  fresh = drawings(24, 2001);
});
afterAll(() => tf.dispose([patches.training.packed, patches.heldOut?.packed, fresh.packed]));

type Translate = (images: tf.Tensor4D, target: number) => tf.Tensor4D;

/** What is measured of a model that translates so. */
const measuredBy = (by: Translate, on: ResidentPatches = patches) => {
  const inference = inferenceOver({ translate: by } as unknown as BuiltModel, null);
  const trained = { inference, record: { runId: "a" }, tasks: [translate] };
  const watched = watchedOf(trained as unknown as TrainedModel, on);
  return measuredOf(watched, (label) => monitorOf(on, plainNet, label));
};

async function kidOf(measured: readonly Measured[]): Promise<number> {
  const kids = [];
  for (const { monitor, pictures } of measured) {
    while (!monitor.yardsticks) await monitor.prepare();
    kids.push((await monitor.measure(pictures(), () => false)) ?? Number.NaN);
  }
  return mean(kids);
}

describe("of a translator", () => {
  it("each way is held against its own domain, so that leaving all as it is counts as bad", async () => {
    const same = measuredBy((images) => images);
    const real = measuredBy((images, target) => {
      const own = fresh.indicesOf(target).slice(0, images.shape[0]);
      return plainBatch(fresh, Int32Array.from(own)).images;
    });
    const kids = [await kidOf(same), await kidOf(real)] as const;
    const { kidCeiling, heldOutPatches } = yardsticksOf(same);

    expect(same).toHaveLength(2);
    expect(heldOutPatches).toBe(48);
    expect(kids[0]).toBeGreaterThan(kidCeiling);
    expect(kids[1]).toBeLessThan(0.5 * kidCeiling);
  });

  it("nothing is measured where a domain has too few patches", () => {
    const wood = new PatchSet(proceduralPatches(["wood"], 40, 32, 1));
    const few = { training: wood, heldOut: null };
    expect(measuredBy((images) => images, few)).toEqual([]);
    wood.dispose();
  });
});
