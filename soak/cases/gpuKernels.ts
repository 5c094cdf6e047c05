/** Every operation and a step of every model, by the kernels for GPUs and for software adapters, on Dawn. */
import * as tf from "@tensorflow/tfjs";
import { vulkanDriver } from "../../scripts/dawn.ts";
import { registerGradients } from "../../src/engine/gradients.ts";
import { forGpu, ParityTrial, trials } from "../../src/engine/testing/modelParity.ts";
import type { GpuDevice } from "../../src/gpu/gpuDevice.ts";
import { parityError } from "../../src/gpu/step/testing/parityError.ts";
import { dawnDevice } from "../../src/gpu/testing/dawn.ts";
import { opCases } from "../../src/graph/testing/opCases.ts";
import type { SoakCase } from "../soakCase.ts";

const kinds = [false, true] as const;
const mostError = 1e-4;

export const gpuKernels: SoakCase = {
  summary:
    "every operation and every model's step beside the reference, on WebGPU; of N operations one",
  count: 1,
  async run({ count: ofEach, onProgress }) {
    process.env.VK_DRIVER_FILES ??= vulkanDriver() ?? "";
    registerGradients();
    await tf.setBackend("cpu");
    const gpu = await dawnDevice();
    const cases = opCases.filter((_, at) => at % ofEach === 0);
    const total = kinds.length * (cases.length + trials.length);
    const failures: string[] = [];
    let done = 0;
    for (const isSoftware of kinds) {
      const kind = isSoftware ? "software" : "graphics";
      for (const opCase of cases) {
        const error = await parityError(gpu.device, opCase, isSoftware);
        if (!(error < mostError)) failures.push(`${kind}: ${opCase.title} is off by ${error}`);
        onProgress(++done, total);
      }
      for (const tried of trials) {
        const differing = await differingOf(tried, gpu, isSoftware);
        if (differing > 0) failures.push(`${kind}: ${title(tried)} differs in ${differing}`);
        onProgress(++done, total);
      }
    }
    gpu.close();
    const figures = { operations: cases.length, models: trials.length, kinds: kinds.length };
    return { passed: failures.length === 0, figures, failures };
  },
};

type Tried = (typeof trials)[number];

const title = ({ definition, changes }: Tried): string =>
  `${definition.id} ${JSON.stringify(changes)}`;

/** @returns of how many states and losses a step makes something else than tfjs's */
async function differingOf(tried: Tried, gpu: GpuDevice, isSoftware: boolean): Promise<number> {
  const trial = await ParityTrial.open(tried);
  const differing = await trial.differing(forGpu(gpu, isSoftware), "end");
  trial.dispose();
  return differing.length;
}
