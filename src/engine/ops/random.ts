/**
 * The chance in a training step: numbers that depend on seed, step and place alone (`lib/philox.ts`),
 * so that every backend draws the same and a resumed run goes on as it would have.
 */
import * as tf from "@tensorflow/tfjs";
import { type Clock, normals, uniforms } from "../../lib/philox.ts";
import { defineKernel } from "./defineKernel.ts";

export interface RandomAttrs extends Clock {
  readonly distribution: "normal" | "uniform";
  readonly shape: number[];
  /** Sets the draws of one step apart. */
  readonly stream: number;
}

/** A recorded step reads seed and step from here instead of the attributes. */
interface ClockInput {
  /** [2] int32 */
  readonly clock?: tf.Tensor;
}

const draw = defineKernel<ClockInput, RandomAttrs>("LoomRandom", (_, attrs) => {
  const { distribution, shape, stream } = attrs;
  const numbers = distribution === "normal" ? normals : uniforms;
  return tf.tensor(numbers(tf.util.sizeFromShape(shape), attrs, stream), shape);
});

/** One step's chance. Each draw has a stream of its own, in the order in which they are asked for. */
export class StepRandom {
  readonly #clock: Clock;
  readonly #inputs: ClockInput;
  #stream = 0;

  /** @param fed [2] int32, seed and step, where a step is recorded to run with other ones */
  constructor(clock: Clock, fed?: tf.Tensor) {
    this.#clock = clock;
    this.#inputs = fed ? { clock: fed } : {};
  }

  /** Standard normal numbers. Sync, inside `tf.tidy`. */
  normal<S extends number[]>(shape: S): tf.Tensor {
    return this.#draw("normal", shape);
  }

  /** Numbers in [0, 1). Sync, inside `tf.tidy`. */
  uniform(shape: number[]): tf.Tensor {
    return this.#draw("uniform", shape);
  }

  /** Dropout as factors: 0 with probability `rate` (0 ≤ rate < 1), else 1 / (1 − rate). Sync, inside `tf.tidy`. */
  dropoutMask(shape: number[], rate: tf.Scalar): tf.Tensor {
    const isKept = tf.greaterEqual(this.uniform(shape), rate).toFloat();
    return isKept.div(tf.sub(1, rate));
  }

  #draw(distribution: RandomAttrs["distribution"], shape: number[]): tf.Tensor {
    const { seed, step } = this.#clock;
    const attrs = { seed, step, distribution, shape, stream: this.#stream++ };
    return draw(this.#inputs, attrs)[0] as tf.Tensor;
  }
}
