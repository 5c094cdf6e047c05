/** One step of gradient descent that also hands out the parts of the loss. */
import * as tf from "@tensorflow/tfjs";

/**
 * Minimises `loss` once. Sync, inside `tf.tidy`.
 * @param variables what may move
 * @param compute   gives the scalars to log, `loss` among them; it alone is differentiated
 * @returns         the scalars, owned by the caller, still on the device
 */
export function descend<Key extends string>(
  optimizer: tf.Optimizer,
  variables: tf.Variable[],
  compute: () => Record<Key | "loss", tf.Scalar>,
): Record<Key | "loss", tf.Scalar> {
  let scalars = {} as Record<Key | "loss", tf.Scalar>;
  const { value, grads } = tf.variableGrads(() => {
    scalars = compute();
    for (const scalar of Object.values<tf.Scalar>(scalars)) tf.keep(scalar); // outlives the tape
    return scalars.loss;
  }, variables);
  optimizer.applyGradients(grads);
  tf.dispose(grads);
  if (value !== scalars.loss) value.dispose();
  return scalars;
}

/** The variables of a network that learning may move. */
export function trainableVariables(...networks: tf.LayersModel[]): tf.Variable[] {
  return networks.flatMap(
    (network) => network.trainableWeights.map((weight) => weight.read() as tf.Variable), // tfjs keeps variables there
  );
}
