/** Reads many device scalars at once: one stack, one transfer. */
import * as tf from "@tensorflow/tfjs";
import { takeData } from "./takeData.ts";

export type Scalars = Readonly<Record<string, tf.Scalar>>;

/** Values of each group, in order; disposes the scalars. */
export async function readScalars(groups: readonly Scalars[]): Promise<Record<string, number>[]> {
  const scalars = groups.flatMap((group) => Object.values(group));
  if (scalars.length === 0) return groups.map(() => ({}));
  const values = await takeData(stackedOf(scalars));
  let next = 0;
  return groups.map((group) =>
    Object.fromEntries(Object.keys(group).map((name) => [name, values[next++] as number])),
  );
}

/** Disposes them, also where there is no memory to stack them. */
function stackedOf(scalars: readonly tf.Scalar[]): tf.Tensor {
  try {
    return tf.stack([...scalars]);
  } finally {
    tf.dispose([...scalars]);
  }
}
