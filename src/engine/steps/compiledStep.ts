/** A recorded step on a device of its own kind, with a copy of the model's state. */
import type * as tf from "@tensorflow/tfjs";
import type { Executable, StateData } from "../../graph/executable.ts";
import type { Program } from "../../graph/program.ts";

export type Variables = ReadonlyMap<string, tf.Variable>;

export interface CompiledStep extends Executable {
  /** Writes the program's state into the variables; sync, in order with later uses of them. */
  store(variables: Variables): void;
  /** Overwrites the program's state. */
  load(state: StateData): void;
}

/**
 * @param state    what the program's own state starts with
 * @param resident tensors of the backend in use that the program only reads, where they are if its device is
 *                 theirs: they must stay for as long as it runs
 * @throws where the device cannot run the program; the caller then goes on without
 */
export type CompileStep = (
  program: Program,
  state: StateData,
  resident: ReadonlyMap<string, tf.Tensor>,
  onProgress: (done: number, total: number) => void,
) => Promise<CompiledStep>;
