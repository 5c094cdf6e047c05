/** Patches on the device: there as long as anybody needs them, and no longer. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { HeldPatches } from "./residentPatches.ts";

const cut = vi.fn(async () => ({
  training: proceduralPatches(["wood", "cells"], 2, 16, 1),
  heldOut: proceduralPatches(["wood", "cells"], 1, 16, 2),
  leftOut: [],
}));

let empty = 0;

beforeAll(() => tf.setBackend("cpu"));
beforeEach(() => {
  cut.mockClear();
  empty = tf.memory().numTensors;
});

const tensors = () => tf.memory().numTensors - empty;

/** Somebody who computes with the patches until told to be done. */
function user(held: HeldPatches) {
  let finish = () => {};
  const wait = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const ended = held.use(async ({ training, heldOut }) => {
    await wait;
    for (const set of [training, heldOut]) await set?.packed.data(); // throws where it was given up
  });
  return { finish, ended };
}

describe("patches in use", () => {
  it("survive their release, and are given up with the last use", async () => {
    const held = new HeldPatches(cut);
    await held.keep();
    const [one, other] = [user(held), user(held)];
    held.release();
    one.finish();
    await one.ended;
    expect(tensors()).toBeGreaterThan(0);
    other.finish();
    await other.ended;
    expect(tensors()).toBe(0);
    expect(cut).toHaveBeenCalledTimes(1);
  });

  it("survive a release while they are cut", async () => {
    const held = new HeldPatches(cut);
    const kept = held.keep();
    const { finish, ended } = user(held);
    held.release();
    await kept;
    expect(tensors()).toBeGreaterThan(0);
    finish();
    await ended;
    expect(tensors()).toBe(0);
  });

  it("stay for the run that keeps them when the use is over", async () => {
    const held = new HeldPatches(cut);
    await held.keep();
    await held.use(async () => undefined);
    expect(tensors()).toBeGreaterThan(0);
    held.release();
    expect(tensors()).toBe(0);
  });

  it("are given up after a use that fails", async () => {
    const held = new HeldPatches(cut);
    await expect(held.use(() => Promise.reject(new Error("No")))).rejects.toThrow("No");
    expect(tensors()).toBe(0);
  });
});

describe("patches that nobody needs", () => {
  it("leave nothing where they were released while they were cut, and are cut anew", async () => {
    const held = new HeldPatches(cut);
    const kept = held.keep();
    held.release();
    await kept.catch(() => undefined);
    expect(tensors()).toBe(0);
    await held.use(async () => expect(tensors()).toBeGreaterThan(0));
    expect(cut).toHaveBeenCalledTimes(2);
  });

  it("are not put on the device once it is closed", async () => {
    const held = new HeldPatches(cut);
    const kept = held.keep();
    held.close();
    await expect(kept).rejects.toThrow();
    expect(tensors()).toBe(0);
  });
});
