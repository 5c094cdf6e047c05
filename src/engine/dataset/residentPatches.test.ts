/** Patches on the device: there as long as anybody needs them, and no longer. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import { HeldPatches } from "./residentPatches.ts";
import type { Cutting } from "./trainingPatches.ts";

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

/** Photos that are cut when they are told to, and what was asked of whoever cuts them. */
function slowCut() {
  const asked: AbortSignal[] = [];
  let come = () => {};
  const slow = ({ signal }: Cutting) => {
    asked.push(signal);
    return new Promise<Awaited<ReturnType<typeof cut>>>((resolve) => {
      come = () => resolve(cut());
    });
  };
  return { slow, asked, come: () => come() };
}

describe("patches that nobody waits for any more", () => {
  it("are not cut to their end, and can be asked for anew at once", async () => {
    const { slow, asked, come } = slowCut();
    const held = new HeldPatches(slow);
    const kept = expect(held.keep()).rejects.toMatchObject({ name: "Cancelled" });
    held.release();
    expect(asked.map(({ aborted }) => aborted)).toEqual([true]);
    come();
    await kept;
    expect(tensors()).toBe(0);
    const again = held.keep();
    come();
    await again;
    expect(tensors()).toBeGreaterThan(0);
    held.close();
    expect(tensors()).toBe(0);
  });

  it("are not waited for by work that is called off, and cut on while others wait", async () => {
    const { slow, asked, come } = slowCut();
    const held = new HeldPatches(slow);
    const calling = new AbortController();
    const used = held.use(async () => "used", calling.signal);
    const kept = held.keep();
    calling.abort(new Error("enough"));
    await expect(used).rejects.toThrow("enough");
    expect(asked.map(({ aborted }) => aborted)).toEqual([false]);
    come();
    await kept;
    held.release();
    expect(tensors()).toBe(0);

    const lone = new AbortController();
    const waiting = held.use(async () => "used", lone.signal);
    lone.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    expect(asked.map(({ aborted }) => aborted)).toEqual([false, true]);
    held.close();
  });
});
