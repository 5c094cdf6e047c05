import type * as tf from "@tensorflow/tfjs";

/** The numbers of a tensor, which is disposed also where they can not be read: a lost device rejects. */
export const takeData = (tensor: tf.Tensor) => tensor.data().finally(() => tensor.dispose());
