import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { patchImages } from "../dataset/patchImages.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { plainNet } from "../testing/plainNet.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import type { ImagesAt } from "./featureNet.ts";
import { monitoredSamples, monitorOf } from "./qualityMonitor.ts";

const drawings = (count: number, firstSeed: number, size = 32) =>
  new PatchSet(proceduralPatches(["wood", "cells"], count, size, firstSeed));

let patches: ResidentPatches;
beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
  patches = { training: drawings(40, 1), heldOut: drawings(20, 1001) };
});
afterAll(() => {
  patches.training.dispose();
  patches.heldOut?.dispose();
});

const goesOn = () => false;
const flatImages = (count: number, value: number) => ({
  count,
  side: 32,
  values: new Float32Array(count * 32 * 32 * 3).fill(value),
});
const pictures = (imagesAt: ImagesAt) => ({ count: monitoredSamples, imagesAt });

describe("the quality monitor", () => {
  it("prepares in pieces, then gives the same figure for the same pictures", async () => {
    const monitor = monitorOf(patches, plainNet);
    if (!monitor) throw new Error("There is no monitor");
    const before = tf.memory().numTensors;
    const fresh = drawings(monitoredSamples / 2, 2001);
    const real: ImagesAt = (run) => patchImages(fresh, run);
    const flat: ImagesAt = async ({ length }) => flatImages(length, 0.5);
    expect(await monitor.measure(pictures(real), goesOn)).toBeNull();

    let pieces = 0;
    for (; !monitor.yardsticks; pieces++) await monitor.prepare();
    expect(pieces).toBeGreaterThan(5);
    const { kidFloor, kidCeiling, heldOutPatches, trainingPatches } = monitor.yardsticks;
    expect([heldOutPatches, trainingPatches]).toEqual([40, 40]); // half of the 80 fill up
    expect(Math.abs(kidFloor)).toBeLessThan(0.1 * kidCeiling);

    const figure = await monitor.measure(pictures(real), goesOn);
    expect(Math.abs(figure ?? Number.NaN)).toBeLessThan(0.1 * kidCeiling);
    expect(await monitor.measure(pictures(real), goesOn)).toBe(figure);
    expect(await monitor.measure(pictures(flat), goesOn)).toBeGreaterThan(kidCeiling / 2);
    fresh.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("holds pictures against one class alone where one is asked for", async () => {
    const [wood, cells] = [monitorOf(patches, plainNet, 0), monitorOf(patches, plainNet, 1)];
    const fresh = new PatchSet(proceduralPatches(["wood"], 64, 32, 2001));
    const real = { count: 64, imagesAt: (run: Int32Array) => patchImages(fresh, run) };
    while (wood && !wood.yardsticks) await wood.prepare();
    while (cells && !cells.yardsticks) await cells.prepare();

    const near = await wood?.measure(real, goesOn);
    const far = await cells?.measure(real, goesOn);

    expect(wood?.yardsticks?.heldOutPatches).toBe(20);
    expect(Math.abs(near ?? Number.NaN)).toBeLessThan(0.1 * (far ?? 0));
    fresh.dispose();
  });

  it("stops where it is called off", async () => {
    const monitor = monitorOf(patches, plainNet);
    while (monitor && !monitor.yardsticks) await monitor.prepare();
    let asked = 0;
    const counted: ImagesAt = async ({ length }) => {
      asked += length;
      return flatImages(length, 0);
    };
    expect(await monitor?.measure(pictures(counted), () => true)).toBeNull();
    expect(asked).toBeLessThan(monitoredSamples / 2);
  });

  it("is one for the same patches, and none for too few or too small ones", () => {
    expect(monitorOf(patches, plainNet)).toBe(monitorOf(patches, plainNet));
    const one = new PatchSet(proceduralPatches(["wood"], 1, 32, 1));
    const small = drawings(40, 1, 16);
    expect(monitorOf({ training: one, heldOut: null }, plainNet)).toBeNull();
    expect(monitorOf({ training: small, heldOut: null }, plainNet)).toBeNull();
    tf.dispose([one.packed, small.packed]);
  });
});
