/** Records what a function does with tensors, as a program that can run without tfjs. */
import * as tf from "@tensorflow/tfjs";
import { foldScales } from "../../graph/foldScales.ts";
import type { DType, Program, Value, ValueId } from "../../graph/program.ts";
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
  /** Sync. It runs once, on tensors without numbers. */
  readonly run: (feeds: Tensors) => Tensors;
  /** Whether the function may leave state alone; the program then lacks what it has no use for. */
  readonly isPartial?: boolean;
}

/**
 * Sync: the backend in use is the same before and after.
 * @throws Unrecordable for a kernel that programs do not have, a tensor that is neither fed nor
 *         state, a variable that was assigned otherwise than by `ops/`, two states that share a buffer,
 *         or a state that the function has no use for, unless it is partial
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
    const program = foldScales(simplify(recorder.program(results)));
    const unused = unusedStates(program);
    if (options.isPartial) return without(program, unused);
    const [first] = unused.values();
    if (first !== undefined)
      throw new Unrecordable(`"${first}" is neither read nor written in the step`);
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
function unusedStates({ values, nodes, results }: Program): Map<ValueId, string> {
  const used = new Set([...nodes.flatMap(({ inputs }) => inputs), ...Object.values(results)]);
  return new Map(
    values.flatMap(({ origin }, id) =>
      origin.kind === "state" && !used.has(id) ? [[id, origin.name] as const] : [],
    ),
  );
}

/** With a number that nothing reads in the place of each of these values. */
function without(program: Program, ids: ReadonlyMap<ValueId, string>): Program {
  const origin = { kind: "constant", data: Float32Array.of(0) } as const;
  const nothing: Value = { shape: [], dtype: "float32", origin };
  return {
    ...program,
    values: program.values.map((value, id) => (ids.has(id) ? nothing : value)),
  };
}

function dtypeOf({ dtype }: tf.Tensor): DType {
  if (dtype === "float32" || dtype === "int32") return dtype;
  throw new Unrecordable(`State of type ${dtype}`);
}
