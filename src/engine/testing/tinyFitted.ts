/** The smallest model that is fitted: the mean colour of its patches, piece by piece. */
import * as tf from "@tensorflow/tfjs";
import { FittedState } from "../models/fittedState.ts";
import type { FittedDefinition } from "../models/model.ts";
import { type FittedModel, type FittingData, type Found, int } from "../models/model.ts";

class MeanColour extends FittedState implements FittedModel {
  readonly #onPiece: () => void;

  constructor(onPiece: () => void) {
    super();
    this.#onPiece = onPiece;
  }

  async *fit(training: FittingData): AsyncGenerator<number, Found> {
    let sum = tf.zeros([3]);
    try {
      for (let at = 0; at < training.count; at++) {
        this.#onPiece();
        const next = tf.tidy(() =>
          sum.add(training.batchAt(Int32Array.of(at)).images.mean([0, 1, 2])),
        );
        sum.dispose();
        sum = next;
        yield (at + 1) / training.count;
      }
      return { mean: tf.tidy(() => sum.div(training.count)) };
    } finally {
      sum.dispose();
    }
  }
}

/** @param onPiece called before each patch is looked at; fitting fails where it throws */
export const tinyFitted = (onPiece: () => void = () => undefined): FittedDefinition => ({
  id: "fitted",
  suits: { size: 32, shortSide: 128 },
  tasks: [],
  needs: "images",
  isFitted: true,
  hparams: { seed: int(1, 0, 100) },
  presets: [],
  losses: [],
  validation: [],
  build: () => new MeanColour(onPiece),
});
