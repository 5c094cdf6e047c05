/** Records what a function does with tensors, as a program that can run without tfjs. */
import * as tf from "@tensorflow/tfjs";
import type { DType, Program, ValueId } from "../../graph/program.ts";
import { simplify } from "../../graph/simplify.ts";
import { Recorder, Unrecordable } from "./recorder.ts";
import { RecorderBackend, recorderName, registerRecorderKernels } from "./recorderBackend.ts";

export interface FeedSpec {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

type Tensors = Readonly<Record<string, tf.Tensor>>;

export interface RecordOptions {
  /** What is given anew for each run. */
  readonly feeds: Readonly<Record<string, FeedSpec>>;
  /** Tensors of the backend in use that the function may read, and write by `ops/`. */
  readonly state: Tensors;
  /** Sync; gives scalars. It runs once, on tensors without numbers. */
  readonly run: (feeds: Tensors) => Tensors;
}

/**
 * Sync: the backend in use is the same before and after.
 * @throws Unrecordable for a kernel that programs do not have, a tensor that is neither fed nor
 *         state, a variable that was assigned otherwise than by `ops/`, two states that share a buffer,
 *         or a state that the function has no use for
 */
export function record(options: RecordOptions): Program {
  registerRecorderKernels();
  const before = tf.getBackend();
  const recorder = new Recorder();
  const backend = new RecorderBackend(recorder);
  tf.registerBackend(recorderName, () => backend);
  void tf.setBackend(recorderName); // takes effect at once: it starts synchronously
  try {
    let results: Record<string, ValueId> = {};
    tf.tidy("record", () => {
      results = resultsOn(backend, options);
    });
    const program = simplify(recorder.program(results));
    checkAllUsed(program);
    return program;
  } finally {
    void tf.setBackend(before); // at once, as it is running already
    tf.removeBackend(recorderName);
  }
}

function resultsOn(
  backend: RecorderBackend,
  { feeds, state, run }: RecordOptions,
): Record<string, ValueId> {
  const { recorder } = backend;
  checkApart(state);
  const idsBefore = Object.entries(state).map(([name, tensor]) => {
    backend.declare(tensor, recorder.state(name, tensor.shape, dtypeOf(tensor)));
    return [name, tensor, tensor.dataId] as const;
  });
  const fed = Object.entries(feeds).map(([name, { shape, dtype }]) => {
    const info = backend.tensorInfo(recorder.feed(name, shape, dtype));
    return [name, tf.engine().makeTensorFromTensorInfo(info, backend)] as const;
  });
  const results = run(Object.fromEntries(fed));
  const moved = idsBefore.find(([, tensor, dataId]) => tensor.dataId !== dataId);
  if (moved) throw new Unrecordable(`"${moved[0]}" was assigned in the step`);
  const ids = Object.entries(results).map(([name, tensor]) => [name, backend.operandOf(tensor).id]);
  tf.dispose(results);
  return Object.fromEntries(ids);
}

/** A backend finds a tensor by its buffer alone: of two states in one it would see the last. */
function checkApart(state: Tensors): void {
  const names = new Map<tf.Tensor["dataId"], string>();
  for (const [name, { dataId }] of Object.entries(state)) {
    const other = names.get(dataId);
    if (other !== undefined) throw new Unrecordable(`"${other}" and "${name}" share a buffer`);
    names.set(dataId, name);
  }
}

/** What was meant to take part and does not has been mistaken for something else. */
function checkAllUsed({ values, nodes, results }: Program): void {
  const used = new Set([...nodes.flatMap(({ inputs }) => inputs), ...Object.values(results)]);
  for (const [id, { origin }] of values.entries()) {
    if (origin.kind === "state" && !used.has(id))
      throw new Unrecordable(`"${origin.name}" is neither read nor written in the step`);
  }
}

function dtypeOf({ dtype }: tf.Tensor): DType {
  if (dtype === "float32" || dtype === "int32") return dtype;
  throw new Unrecordable(`State of type ${dtype}`);
}
