/**
 * A copy of a network whose weights follow it as exponential moving averages: it draws better than the
 * network itself, which an adversary keeps pushing about (Yazıcı et al., 2019, arXiv 1806.04498).
 */
import type * as tf from "@tensorflow/tfjs";
import { copyWeights, pairedWeights } from "../ops/copyInto.ts";
import { moveAverage } from "../ops/movingAverage.ts";

export class AveragedNetwork {
  readonly network: tf.LayersModel;
  readonly #pairs: readonly (readonly [average: tf.Variable, source: tf.Variable])[];
  readonly #momentum: number;

  /**
   * @param network  built like `source`; starts with a copy of its weights, and is the caller's to dispose of
   * @param momentum share of the average that a step keeps, 0…1
   */
  constructor(network: tf.LayersModel, source: tf.LayersModel, momentum: number) {
    this.network = network;
    this.#momentum = momentum;
    copyWeights(network, source);
    this.#pairs = pairedWeights(network, source);
  }

  /** After each update of the source; sync, inside `tf.tidy`. */
  follow(): void {
    for (const [average, source] of this.#pairs) moveAverage(average, source, this.#momentum);
  }
}
