/** jax-js: the whole step as one jitted function, Adam written by hand inside. NCHW, as its convolutions are. */
import { defaultDevice, getWebGPUDevice, init, jit, numpy as np, tree } from "@jax-js/jax";
import type { Losses } from "../../../../../src/engine/steps/stepRunner.ts";
import { adapterName } from "../../../../../src/gpu/gpuDevice.ts";
import { sizeOf } from "../../../../../src/graph/program.ts";
import type { Network } from "../../../cases.ts";
import type { HostTensor, Inputs } from "../../inputs.ts";
import type { Problem } from "../../problem.ts";
import type { StartEngine } from "../../timedStep.ts";
import { freshSlots } from "./adam.ts";
import { classifierStep } from "./classifier.ts";
import { discriminatorStep, ganStep } from "./gan.ts";
import type { Arrays, JaxStep, State } from "./step.ts";
import { vaeStep } from "./vae.ts";

const builders: Readonly<Record<Network, (problem: Problem) => JaxStep>> = {
  gan: ganStep,
  discriminator: discriminatorStep,
  vae: vaeStep,
  classifier: classifierStep,
};

export const startJax: StartEngine = async (problem) => {
  if (!(await init("webgpu")).includes("webgpu")) throw new Error("jax-js found no WebGPU");
  defaultDevice("webgpu");
  const takeStep = jit(builders[problem.stepCase.network](problem));
  let state: State = firstState(problem);
  let losses: Arrays = {};
  return {
    device: adapterName(getWebGPUDevice().adapterInfo),
    peakBytes: () => null,
    prepare(step) {
      const inputs = problem.inputsAt(step);
      return () => {
        tree.dispose(losses);
        ({ state, losses } = takeStep(state, upload(inputs)));
      };
    },
    async losses(): Promise<Losses> {
      const entries = Object.entries(losses).map(
        async ([name, loss]) => [name, (await loss.ref.data())[0] as number] as const,
      );
      return Object.fromEntries(await Promise.all(entries));
    },
  };
};

function firstState({ weights }: Problem): State {
  const slots = Object.entries(weights).map(
    ([name, tensors]) => [name, freshSlots(tensors.map(asKernel))] as const,
  );
  return { slots: Object.fromEntries(slots), updates: np.array(0) };
}

function upload(inputs: Inputs): Arrays {
  return Object.fromEntries(Object.entries(inputs).map(([name, host]) => [name, arrayOf(host)]));
}

function arrayOf({ shape, data }: HostTensor): np.Array {
  const dtype = data instanceof Int32Array ? np.int32 : np.float32;
  return np.array(data as Float32Array<ArrayBuffer>, { shape: [...shape], dtype });
}

/** Kernels of convolutions from [kh, kw, I, O] to [O, I, kh, kw]; other weights as they are. */
function asKernel(tensor: HostTensor): np.Array {
  const { shape, data } = tensor;
  if (shape.length !== 4) return arrayOf(tensor);
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  const turned = new Float32Array(sizeOf(shape));
  for (let at = 0; at < turned.length; at++) {
    const x = at % width;
    const y = Math.floor(at / width) % height;
    const input = Math.floor(at / (width * height)) % inputs;
    const output = Math.floor(at / (width * height * inputs));
    turned[at] = data[((y * width + x) * inputs + input) * outputs + output] as number; // within both
  }
  return arrayOf({ shape: [outputs, inputs, height, width], data: turned });
}
