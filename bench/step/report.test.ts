import { describe, expect, it } from "vitest";
import { disagreements, rowOf } from "./report.ts";
import { tableOf } from "./table.ts";

const opened = { device: "here", warmUpMs: 12.3456, losses: { dLoss: 1, gLoss: 2 } };
const samples = [5, 4, 8].map((ms) => ({ ms, hostMs: ms / 4 }));
const counts = {
  dispatches: 100,
  submits: 2,
  writeBuffers: 1,
  buffersMade: 0,
  bindGroupsMade: 0,
};
const last = { samples, counts, peakBytes: 2e6 };
const measured = rowOf("gan-w8-32", "webgpu-fast", { opened, samples, last, reason: null });

describe("a row", () => {
  it("has quantiles by nearest rank, and images by the median", () => {
    expect(measured).toMatchObject({ medianMs: 5, p10Ms: 4, p90Ms: 8, hostMs: 1.25, samples: 3 });
    expect(measured.imagesPerSecond).toBe(1600); // eight images in 5 ms
    expect(measured).toMatchObject({ ...counts, peakBytes: 2e6, warmUpMs: 12.35, reason: null });
  });

  it("has no times below three samples, but says why", () => {
    const few = { opened, samples: samples.slice(1), last, reason: "too slow" };
    const row = rowOf("gan-w8-32", "webgl", few);
    expect(row).toMatchObject({ medianMs: null, imagesPerSecond: null, reason: "too slow" });
    const dead = { opened: null, samples: [], last: null, reason: "died" };
    expect(rowOf("gan-w8-32", "jax-js", dead)).toMatchObject({ losses: null, dispatches: null });
  });

  it("appears in the table beside the fastest", () => {
    const slow = samples.map(({ ms }) => ({ ms: 2 * ms, hostMs: 1 }));
    const other = rowOf("gan-w8-32", "webgl", { opened, samples: slow, last: null, reason: null });
    const [title, , first, second] = tableOf([measured, other]).split("\n");
    expect(title).toBe("gan-w8-32");
    expect(first).toMatch(/webgpu-fast +5 +4–8 +1\.0 .* 2$/);
    expect(second).toMatch(/webgl +10 +8–16 +2\.0 /);
  });
});

describe("first losses", () => {
  const other = (losses: Record<string, number>) =>
    rowOf("gan-w8-32", "webgl", {
      opened: { ...opened, losses },
      samples: [],
      last: null,
      reason: null,
    });

  it("agree within a thousandth, as far as both report them", () => {
    expect(disagreements([measured, other({ dLoss: 1.0009 })])).toEqual([]);
  });

  it("are named where they differ or are no numbers", () => {
    expect(disagreements([measured, other({ dLoss: 1.002, gLoss: Number.NaN })])).toHaveLength(2);
  });
});
