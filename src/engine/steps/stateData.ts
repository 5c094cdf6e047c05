/** The numbers of a model's variables on the host, and back. */
import * as tf from "@tensorflow/tfjs";
import type { StateData } from "../../graph/executable.ts";
import type { Variables } from "./compiledStep.ts";

/** Copies of the tensors' numbers, by name. */
export async function readAll(tensors: ReadonlyMap<string, tf.Tensor>): Promise<StateData> {
  const entries = [...tensors].map(async ([name, tensor]) => {
    const data = (await tensor.data()) as Float32Array | Int32Array; // programs have no other state
    return [name, data.slice()] as const; // some backends hand out what they work on
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Sets the variables that the data name, and are there: a lost device took its run's along. Sync. */
export function assignAll(variables: Variables, state: StateData): void {
  tf.tidy(() => {
    for (const [name, variable] of variables) {
      const data = state[name];
      if (data && !variable.isDisposed)
        variable.assign(tf.tensor(data.slice(), variable.shape, variable.dtype));
    }
  });
}
