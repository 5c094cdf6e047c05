import { expect, it } from "vitest";
import type { WorkerSignal } from "../../protocol/signal.ts";
import { Heart } from "./heart.ts";

function listening() {
  const told: WorkerSignal[] = [];
  const clock = { now: 0 };
  const heart = new Heart({ postMessage: (signal) => told.push(signal), now: () => clock.now });
  const beatAfter = (ms: number) => {
    clock.now += ms;
    heart.beat();
    return heart.allowanceMs;
  };
  return { heart, told, beatAfter };
}

it("says before long work, not after it, that it may be silent", async () => {
  const { heart, told } = listening();
  const usual = heart.allowanceMs;
  await heart.during(async () => {
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ signal: "beat" });
    expect(heart.allowanceMs).toBeGreaterThan(usual);
  });
  expect(told).toHaveLength(2);
  expect(heart.allowanceMs).toBe(usual);
});

it("may be silent for long until the last of several long works has ended, also by failing", async () => {
  const { heart } = listening();
  const usual = heart.allowanceMs;
  heart.beginLong("a");
  await expect(heart.during(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(heart.allowanceMs).toBeGreaterThan(usual);
  heart.endLong("a");
  expect(heart.allowanceMs).toBe(usual);
});

it("grants more to a worker whose steps are long, and forgets it slowly", () => {
  const { beatAfter } = listening();
  const usual = beatAfter(1000);
  expect(beatAfter(21_000)).toBeGreaterThan(40_000);
  expect(beatAfter(1000)).toBeGreaterThan(40_000);
  for (let beat = 0; beat < 300; beat++) beatAfter(1000);
  expect(beatAfter(1000)).toBe(usual);
});

it("learns nothing from a night's sleep", () => {
  const { beatAfter } = listening();
  const usual = beatAfter(1000);
  expect(beatAfter(8 * 3_600_000)).toBe(usual);
});

it("names its lock in every beat once it has it", () => {
  const { heart, told, beatAfter } = listening();
  beatAfter(1000);
  heart.holdsForLife("life-1");
  beatAfter(1000);
  expect(told.map((signal) => signal.signal === "beat" && signal.lifeLock)).toEqual([
    undefined,
    "life-1",
    "life-1",
  ]);
});
