/** Reads many device scalars at once: one stack, one transfer. */
import * as tf from "@tensorflow/tfjs";
import { takeData } from "./takeData.ts";

export type Scalars = Readonly<Record<string, tf.Scalar>>;

/** Values of each group, in order; disposes the scalars. */
export async function readScalars(groups: readonly Scalars[]): Promise<Record<string, number>[]> {
  const scalars = groups.flatMap((group) => Object.values(group));
  if (scalars.length === 0) return groups.map(() => ({}));
  const stacked = tf.stack(scalars);
  tf.dispose(scalars);
  const values = await takeData(stacked);
  let next = 0;
  return groups.map((group) =>
    Object.fromEntries(Object.keys(group).map((name) => [name, values[next++] as number])),
  );
}
