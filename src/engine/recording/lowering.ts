/** What a tfjs kernel becomes in a program. */
import type { Operand, Recorder } from "./recorder.ts";

export interface LoweringArgs {
  readonly recorder: Recorder;
  /** By tfjs's names for the kernel's inputs. */
  readonly inputs: Readonly<Record<string, Operand>>;
  /** As tfjs hands them to the kernel. */
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** Adds nodes for one kernel call. @throws Unrecordable for a case that programs do not have */
export type Lowering = (args: LoweringArgs) => Operand | readonly Operand[];

/** By tfjs's kernel name. */
export type Lowerings = Readonly<Record<string, Lowering>>;

/** An input that the kernel always has. */
export function operand(inputs: LoweringArgs["inputs"], name: string): Operand {
  const found = inputs[name];
  if (!found) throw new Error(`Kernel input "${name}" is missing`);
  return found;
}
