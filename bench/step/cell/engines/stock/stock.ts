/** Stock TensorFlow.js as its documentation has it: `tf.layers` networks, `tf.train.adam`, `minimize`. */
import * as tf from "@tensorflow/tfjs";
import { readScalars, type Scalars } from "../../../../../src/engine/ops/readScalars.ts";
import type { Network } from "../../../cases.ts";
import type { HostTensor } from "../../inputs.ts";
import type { Problem } from "../../problem.ts";
import type { StartEngine } from "../../timedStep.ts";
import { classifierStep } from "./classifier.ts";
import { discriminatorStep, ganStep } from "./gan.ts";
import type { StockStep } from "./stockStep.ts";
import { vaeStep } from "./vae.ts";

const builders: Readonly<Record<Network, (problem: Problem) => StockStep>> = {
  gan: ganStep,
  discriminator: discriminatorStep,
  vae: vaeStep,
  classifier: classifierStep,
};

export interface StockBackend {
  /** Readable name of what computes. */
  readonly device: string;
  /** Memory that the backend took, where it tells. */
  readonly peakBytes: () => number | null;
}

/** @param activate makes the backend tfjs's own */
export function startStock(activate: () => Promise<StockBackend>): StartEngine {
  return async (problem) => {
    const { device, peakBytes } = await activate();
    const takeStep = builders[problem.stepCase.network](problem);
    let scalars: Scalars = {};
    return {
      device,
      peakBytes,
      prepare(step) {
        const inputs = Object.entries(problem.inputsAt(step));
        return () => {
          scalars = tf.tidy(() =>
            takeStep(Object.fromEntries(inputs.map(([name, host]) => [name, upload(host)]))),
          );
        };
      },
      async losses() {
        const [losses = {}] = await readScalars([scalars]);
        return losses;
      },
    };
  };
}

function upload({ shape, data }: HostTensor): tf.Tensor {
  return tf.tensor(data, [...shape], data instanceof Int32Array ? "int32" : "float32");
}
