/** Adam (Kingma & Ba, 2015) over a fixed set of variables, its whole state in tensors. */
import * as tf from "@tensorflow/tfjs";
import { type AdamAttrs, type AdamSlot, updateByAdam } from "../ops/adamUpdate.ts";

export class Adam {
  readonly slots: readonly AdamSlot[];
  /** Scalar: updates done so far. */
  readonly updates: tf.Variable;
  readonly #attrs: AdamAttrs;

  /** Share of the gradients' running mean that a step keeps… */
  get beta1(): number {
    return this.#attrs.beta1;
  }
  /** …and of their squares'. */
  get beta2(): number {
    return this.#attrs.beta2;
  }

  /** @param beta1 memory of the gradient's mean */
  constructor(parameters: readonly tf.Variable[], beta1 = 0.9) {
    this.#attrs = { beta1, beta2: 0.999, epsilon: 1e-7 };
    const zeros = (shape: number[]) => tf.tidy(() => tf.variable(tf.zeros(shape), false));
    this.updates = zeros([]);
    this.slots = parameters.map((parameter) => ({
      parameter,
      m: zeros(parameter.shape),
      v: zeros(parameter.shape),
    }));
  }

  /**
   * Moves each parameter; sync, inside `tf.tidy`.
   * @param gradients by the parameters' names, none missing
   */
  apply(gradients: tf.NamedTensorMap, learningRate: tf.Tensor): void {
    const inOrder = this.slots.map(({ parameter }) => gradients[parameter.name] as tf.Tensor);
    updateByAdam(this.updates, learningRate, this.slots, inOrder, this.#attrs);
  }

  /**
   * How hard the loss pulls at all weights together: the length of the gradients' running mean, freed of
   * its pull to 0 in the first steps. Scalar; 0 before the first update. Sync, inside `tf.tidy`.
   */
  gradientNorm(): tf.Scalar {
    const squares = this.slots.map(({ m }) => m.square().sum());
    const length = tf.addN(squares).sqrt();
    const correction = tf.sub(1, tf.pow(this.#attrs.beta1, this.updates));
    return length.div(correction.maximum(1 - this.#attrs.beta1)); // which it is after one update
  }

  dispose(): void {
    tf.dispose([this.updates, ...this.slots.flatMap(({ m, v }) => [m, v])]);
  }
}
