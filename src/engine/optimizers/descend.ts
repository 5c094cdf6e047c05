/** One step of gradient descent that also hands out the parts of the loss. */
import * as tf from "@tensorflow/tfjs";
import { taping } from "../ops/taping.ts";
import type { Adam } from "./adam.ts";

/**
 * Minimises `loss` once, over the optimiser's parameters. Sync, inside `tf.tidy`.
 * @param compute gives the scalars to log, `loss` among them; it alone is differentiated
 * @returns       the scalars, owned by the caller, still on the device
 */
export function descend<Key extends string>(
  adam: Adam,
  learningRate: tf.Tensor,
  compute: () => Record<Key | "loss", tf.Scalar>,
): Record<Key | "loss", tf.Scalar> {
  let scalars = {} as Record<Key | "loss", tf.Scalar>;
  const parameters = adam.slots.map(({ parameter }) => parameter);
  try {
    const { value, grads } = taping(() =>
      tf.variableGrads(() => {
        scalars = compute();
        for (const scalar of Object.values<tf.Scalar>(scalars)) tf.keep(scalar); // outlives the tape
        return scalars.loss;
      }, parameters),
    );
    adam.apply(grads, learningRate);
    tf.dispose(grads);
    if (value !== scalars.loss) value.dispose();
    return scalars;
  } catch (error) {
    tf.dispose(scalars); // nobody owns them
    throw error;
  }
}

/** The variables of a network that learning may move. */
export function trainableVariables(...networks: tf.LayersModel[]): tf.Variable[] {
  return networks.flatMap(
    (network) => network.trainableWeights.map((weight) => weight.read() as tf.Variable), // tfjs keeps variables there
  );
}
