/** A run whose WebGPU device is lost a hundred times, in Node by Dawn. */
import { rounded } from "../../lab/report.ts";
import { vulkanDriver } from "../../scripts/dawn.ts";
import { registerGradients } from "../../src/engine/ops/gradients.ts";
import { type DeviceLossReport, loseDevices } from "../../src/engine/testing/deviceLoss.ts";
import { collectGarbage } from "../../src/gpu/testing/collectGarbage.ts";
import { dawnGpu } from "../../src/gpu/testing/dawn.ts";
import type { SoakCase } from "../soakCase.ts";

/** Of every four losses one while compiled steps are taken: these take longer to come back. */
const compiledShare = 0.25;
/** The last, which TensorFlow.js keeps, and one that an act under way had in hand. */
const mostHeld = 2;

export const deviceLoss: SoakCase = {
  summary: "a lost device is replaced and the run goes on, losses",
  count: 100,
  async run({ count, seed, onProgress }) {
    process.env.VK_DRIVER_FILES ??= vulkanDriver() ?? "";
    console.warn = () => undefined; // of what each lost device left undone
    registerGradients();
    const compiled = Math.max(1, Math.round(count * compiledShare));
    const rss = process.memoryUsage().rss;
    const reports: DeviceLossReport[] = [];
    for (const isCompiled of [false, true]) {
      const done = isCompiled ? count - compiled : 0;
      const part = isCompiled ? compiled : count - compiled;
      const report = (at: number) => onProgress(done + at, count);
      reports.push(
        await loseDevices({
          gpu: dawnGpu(),
          count: part,
          seed,
          isCompiled,
          collectGarbage,
          onProgress: report,
        }),
      );
    }
    const failures = reports.flatMap((report) => report.failures);
    const sum = (pick: (report: (typeof reports)[number]) => number) =>
      reports.reduce((total, report) => total + pick(report), 0);
    const resumed = sum(({ resumed }) => resumed);
    const devicesHeld = sum(({ devicesHeld }) => devicesHeld);
    if (devicesHeld > mostHeld * reports.length)
      failures.push(`${devicesHeld} devices are still held`);
    const tensorsLeft = sum(({ tensorsLeft }) => tensorsLeft);
    const secondsLost = Math.max(...reports.map(({ mostSecondsLost }) => mostSecondsLost));
    if (tensorsLeft !== 0) failures.push(`${tensorsLeft} tensors left`);
    if (secondsLost > 10) failures.push(`${rounded(secondsLost)} s lost`);
    return {
      passed: resumed === count && failures.length === 0,
      figures: {
        resumed,
        devices: sum(({ devices }) => devices),
        mostSecondsLost: rounded(secondsLost),
        mostStepsLost: Math.max(...reports.map(({ mostStepsLost }) => mostStepsLost)),
        tensorsLeft,
        devicesHeld,
        rssGrowthMB: Math.round((process.memoryUsage().rss - rss) / 1e6),
      },
      failures,
    };
  },
};
