/** A step of every model by the kernels for GPUs and for software adapters, on Dawn; `bench -- parity` has the operations. */
import * as tf from "@tensorflow/tfjs";
import { vulkanDriver } from "../../scripts/dawn.ts";
import { registerGradients } from "../../src/engine/ops/gradients.ts";
import { forGpu, ParityTrial, trials } from "../../src/engine/testing/modelParity.ts";
import { dawnDevice } from "../../src/gpu/testing/dawn.ts";
import type { SoakCase } from "../soakCase.ts";

const kinds = ["graphics", "software"] as const;

export const gpuKernels: SoakCase = {
  summary: "a step of every model beside TensorFlow.js's, on WebGPU; of so many models",
  count: trials.length,
  async run({ count, onProgress }) {
    process.env.VK_DRIVER_FILES ??= vulkanDriver() ?? "";
    registerGradients();
    await tf.setBackend("cpu");
    const gpu = await dawnDevice();
    const tried = trials.slice(0, count);
    const failures: string[] = [];
    for (const [at, { definition, changes }] of tried.entries()) {
      const trial = await ParityTrial.open({ definition, changes });
      for (const kind of kinds) {
        const differing = await trial.differing(forGpu(gpu, kind === "software"), "end");
        const title = `${definition.id} ${JSON.stringify(changes)}`;
        if (differing.length > 0) failures.push(`${kind}: ${title} differs in ${differing.length}`);
      }
      trial.dispose();
      onProgress(at + 1, tried.length);
    }
    gpu.close();
    const figures = { models: tried.length, kinds: kinds.length };
    return { passed: failures.length === 0, figures, failures };
  },
};
