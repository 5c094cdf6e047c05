/** Buffers that cannot be made while a run prepares and trains, with WebGPU by Dawn. */
import { beforeAll, expect, it, vi } from "vitest";
import { dawnGpu } from "../../gpu/testing/dawn.ts";
import { registerGradients } from "../ops/gradients.ts";
import { runShortOfMemory } from "../testing/shortMemory.ts";

beforeAll(() => {
  registerGradients();
  vi.spyOn(console, "warn").mockImplementation(() => undefined); // of what was done without
});

const testMs = 300_000;

// Many more calls, both ways to fail, and compiled steps are left to the soak.
it(
  "cost a run no more than half its batch",
  async () => {
    const report = await runShortOfMemory({
      gpu: dawnGpu(),
      way: "invalid",
      calls: [220],
      isCompiled: false,
    });
    expect(report).toEqual({ outcomes: { "trains with batches of 4": 1 }, failures: [] });
  },
  testMs,
);

it(
  "pause a run by name where they are never made any more",
  async () => {
    const report = await runShortOfMemory({
      gpu: dawnGpu(),
      way: "throws",
      calls: [90],
      isForGood: true,
      isCompiled: false,
    });
    expect(report).toEqual({ outcomes: { "paused: OutOfMemory": 1 }, failures: [] });
  },
  testMs,
);
