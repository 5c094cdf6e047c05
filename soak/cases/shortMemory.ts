/** A run whose WebGPU device cannot make one buffer, whichever it is, in Node by Dawn. */
import { vulkanDriver } from "../../scripts/dawn.ts";
import { registerGradients } from "../../src/engine/ops/gradients.ts";
import { runShortOfMemory } from "../../src/engine/testing/shortMemory.ts";
import { dawnGpu } from "../../src/gpu/testing/dawn.ts";
import type { SoakCase } from "../soakCase.ts";

/** Calls between two that fail; a training of a few steps makes some hundred buffers. */
const apart = 5;
/** Each with both ways of stepping. */
const ways = ["throws", "invalid"] as const;

export const shortMemory: SoakCase = {
  summary: "memory that is short is answered with smaller batches, calls that fail in turn",
  count: 60,
  async run({ count, onProgress }) {
    process.env.VK_DRIVER_FILES ??= vulkanDriver() ?? "";
    console.warn = () => undefined; // of what was done without
    registerGradients();
    const calls = Array.from({ length: count }, (_, at) => apart * at);
    const kinds = ways.flatMap((way) => [false, true].map((isCompiled) => ({ way, isCompiled })));
    const figures: Record<string, number> = {};
    const failures: string[] = [];
    for (const [at, { way, isCompiled }] of kinds.entries()) {
      const name = `${way} ${isCompiled ? "compiled" : "direct"}`;
      const report = await runShortOfMemory({
        gpu: dawnGpu(),
        way,
        calls,
        isCompiled,
        onProgress: (done) => onProgress(at * count + done, kinds.length * count),
      });
      for (const [outcome, times] of Object.entries(report.outcomes))
        figures[`${name}: ${outcome}`] = times;
      failures.push(...report.failures.map((failure) => `${name}, ${failure}`));
    }
    return { passed: failures.length === 0, figures, failures };
  },
};
