/**
 * A copy of a network whose weights follow it as exponential moving averages: it draws better than the
 * network itself, which an adversary keeps pushing about (Yazıcı et al., 2019, arXiv 1806.04498).
 */
import type * as tf from "@tensorflow/tfjs";
import { moveAverage } from "../ops/movingAverage.ts";

export class AveragedNetwork {
  readonly network: tf.LayersModel;
  readonly #pairs: readonly (readonly [average: tf.Variable, source: tf.Variable])[];
  readonly #momentum: number;

  /**
   * @param network  built like `source`; takes over its weights, and is the caller's to dispose of
   * @param momentum share of the average that a step keeps, 0…1
   */
  constructor(network: tf.LayersModel, source: tf.LayersModel, momentum: number) {
    this.network = network;
    this.#momentum = momentum;
    network.setWeights(source.getWeights());
    this.#pairs = network.weights.map((weight, at) => {
      const variables = [weight, source.weights[at]].map((each) => each?.read());
      return variables as [tf.Variable, tf.Variable]; // tfjs keeps variables there
    });
  }

  /** After each update of the source; sync, inside `tf.tidy`. */
  follow(): void {
    for (const [average, source] of this.#pairs) moveAverage(average, source, this.#momentum);
  }
}
