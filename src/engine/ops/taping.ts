import * as tf from "@tensorflow/tfjs";

/**
 * Does what differentiates. Where its forward pass throws, tfjs keeps for ever what the tape has saved; here
 * it is disposed. @throws whatever `act` throws
 */
export function taping<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { state } = tf.engine();
    for (const { saved } of state.activeTape ?? []) tf.dispose(saved ?? []);
    state.activeTape = []; // as a tape begins
    throw error;
  }
}
