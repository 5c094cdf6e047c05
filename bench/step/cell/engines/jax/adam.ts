/** Adam (Kingma & Ba, 2015) in jax-js. */
import { numpy as np } from "@jax-js/jax";

/** Parameters and both moments, one each a weight. */
export type Slots = { parameters: np.Array[]; means: np.Array[]; squares: np.Array[] };

export interface AdamRates {
  readonly learningRate: number;
  readonly beta1: number;
}

const beta2 = 0.999;
const epsilon = 1e-7;

export function freshSlots(parameters: np.Array[]): Slots {
  const zeros = () => parameters.map(({ shape }) => np.zeros(shape));
  return { parameters, means: zeros(), squares: zeros() };
}

/** Takes over its arrays. @param updates scalar, this one counted */
export function update(
  { parameters, means, squares }: Slots,
  gradients: readonly np.Array[],
  updates: np.Array,
  { learningRate, beta1 }: AdamRates,
): Slots {
  const correction = (beta: number) => np.power(beta, updates.ref).mul(-1).add(1);
  const scale = np.reciprocal(correction(beta1)).mul(learningRate);
  const root = np.sqrt(correction(beta2));
  updates.dispose();
  const next: Slots = { parameters: [], means: [], squares: [] };
  gradients.forEach((gradient, at) => {
    const [parameter, m, v] = [parameters[at], means[at], squares[at]] as [
      np.Array,
      np.Array,
      np.Array,
    ]; // one each
    const mean = m.mul(beta1).add(gradient.ref.mul(1 - beta1));
    const square = v.mul(beta2).add(np.square(gradient).mul(1 - beta2));
    const spread = np.sqrt(square.ref).div(root.ref).add(epsilon);
    next.parameters.push(parameter.sub(mean.ref.div(spread).mul(scale.ref)));
    next.means.push(mean);
    next.squares.push(square);
  });
  scale.dispose();
  root.dispose();
  return next;
}
