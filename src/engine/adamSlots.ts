/**
 * The state of tfjs's Adam. Its own `getWeights` leaves out the running powers of β and rounds them
 * differently on the way back, so that a resumed run would drift from an unbroken one.
 */
import * as tf from "@tensorflow/tfjs";
import { BadCheckpoint } from "./errors.ts";

interface Slot {
  readonly originalName: string;
  readonly variable: tf.Variable;
}

/** The private fields of `tf.AdamOptimizer` (4.22). */
interface AdamState {
  accBeta1: tf.Variable;
  accBeta2: tf.Variable;
  accumulatedFirstMoment: Slot[];
  accumulatedSecondMoment: Slot[];
  iterations_: number | undefined;
}

/** @throws TypeError for another optimiser than Adam */
function adamState(optimizer: tf.Optimizer): AdamState {
  if (!(optimizer instanceof tf.AdamOptimizer)) throw new TypeError("Only Adam can be saved");
  return optimizer as unknown as AdamState; // see AdamState
}

/** Live tensors by name: `powers` [3] = β₁ᵗ, β₂ᵗ, t is new, the moments are the optimiser's own. */
export function adamTensors(optimizer: tf.Optimizer): [string, tf.Tensor][] {
  const state = adamState(optimizer);
  const powers = tf.tidy(() =>
    tf.stack([state.accBeta1, state.accBeta2, tf.scalar(state.iterations_ ?? 0)]),
  );
  return [
    ["powers", powers],
    ...state.accumulatedFirstMoment.map(({ variable }, at): [string, tf.Tensor] => [
      `m.${at}`,
      variable,
    ]),
    ...state.accumulatedSecondMoment.map(({ variable }, at): [string, tf.Tensor] => [
      `v.${at}`,
      variable,
    ]),
  ];
}

/**
 * Puts saved state back; `take` gives the tensor of a name, or null.
 * @throws BadCheckpoint when the two kinds of moments do not pair up
 */
export function restoreAdam(
  optimizer: tf.Optimizer,
  take: (name: string) => tf.Tensor | null,
  powers: Float32Array,
): void {
  const state = adamState(optimizer);
  const first: Slot[] = [];
  const second: Slot[] = [];
  for (let at = 0; ; at++) {
    const m = take(`m.${at}`);
    const v = take(`v.${at}`);
    if (!m && !v) break;
    if (!m || !v || !tf.util.arraysEqual(m.shape, v.shape)) {
      throw new BadCheckpoint(`Optimiser slot ${at} is incomplete`);
    }
    first.push({ originalName: `m.${at}`, variable: tf.variable(m, false) });
    second.push({ originalName: `v.${at}`, variable: tf.variable(v, false) });
  }
  const [beta1 = 1, beta2 = 1, iterations = 0] = powers;
  state.accBeta1.assign(tf.scalar(beta1));
  state.accBeta2.assign(tf.scalar(beta2));
  tf.dispose(
    [...state.accumulatedFirstMoment, ...state.accumulatedSecondMoment].map((s) => s.variable),
  );
  state.accumulatedFirstMoment = first;
  state.accumulatedSecondMoment = second;
  state.iterations_ = iterations;
}
