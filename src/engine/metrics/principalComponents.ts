/**
 * Principal components by block power iteration (Halko, Martinsson & Tropp, 2011): the large products
 * run on the device, only matrices of a few dozen rows are decomposed on the host.
 */
import * as tf from "@tensorflow/tfjs";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { Rng } from "../../lib/rng.ts";
import { takeData } from "../ops/takeData.ts";

export interface PrincipalComponents {
  /** [1, D] */
  readonly mean: tf.Tensor2D;
  /** [count, D] orthonormal rows, the largest variance first. */
  readonly components: tf.Tensor2D;
}

/** More directions than asked for are iterated, so that the wanted ones settle quickly. */
const spareDirections = 16;
const iterations = 8;

/**
 * @param data  [N, D], N ≥ 1; not disposed
 * @param count components wanted; fewer come back where N or D is smaller
 * @returns     tensors that the caller disposes
 */
export async function principalComponents(
  data: tf.Tensor2D,
  count: number,
): Promise<PrincipalComponents> {
  const [rows, dimensions] = data.shape;
  const directions = Math.min(count + spareDirections, rows, dimensions);
  const mean = tf.tidy(() => data.mean<tf.Tensor2D>(0, true));
  const centred = tf.tidy(() => data.sub<tf.Tensor2D>(mean));
  const start = new Rng(1).normals(directions * dimensions);
  let basis = await orthonormal(tf.tensor2d(start, [directions, dimensions]));
  for (let i = 0; i < iterations; i++) basis = await orthonormal(applyCovariance(centred, basis));
  // Rayleigh–Ritz: within the space found, the covariance's own axes.
  const small = tf.tidy((): tf.Tensor2D => {
    const scores = tf.matMul(centred, tf.transpose(basis)); // [N, directions]
    return tf.matMul(tf.transpose(scores), scores) as tf.Tensor2D;
  });
  const { vectors } = await eigen(small);
  const components = tf.tidy((): tf.Tensor2D => {
    const rotation = tf.tensor2d(vectors.transpose().to2DArray().slice(0, count));
    return tf.matMul(rotation, basis) as tf.Tensor2D;
  });
  tf.dispose([centred, basis]);
  return { mean, components };
}

/** Mean squared error a value that is left after projecting `data` on the first `count` components. */
export function projectionError(
  data: tf.Tensor2D,
  { mean, components }: PrincipalComponents,
  count: number,
): tf.Scalar {
  const kept = Math.min(count, components.shape[0]);
  if (kept === 0) return tf.squaredDifference(data, mean).mean();
  const basis = tf.slice2d(components, [0, 0], [kept, components.shape[1]]);
  const centred = data.sub<tf.Tensor2D>(mean);
  const scores = tf.matMul(centred, tf.transpose(basis)); // [N, kept]
  return tf.squaredDifference(centred, tf.matMul(scores, basis)).mean();
}

/** basis · XᵀX, scaled to keep the numbers moderate: [directions, D] */
function applyCovariance(centred: tf.Tensor2D, basis: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const scores = tf.matMul(basis, tf.transpose(centred)); // [directions, N]
    const next = tf.matMul(scores, centred).div<tf.Tensor2D>(centred.shape[0]);
    basis.dispose();
    return next;
  });
}

/** Rows that span the same space, orthonormal. Disposes its argument. */
async function orthonormal(rows: tf.Tensor2D): Promise<tf.Tensor2D> {
  const { values, vectors } = await eigen(
    tf.tidy(() => tf.matMul(rows, tf.transpose(rows)) as tf.Tensor2D),
  );
  const floor = (values[0] ?? 0) * 1e-7; // below it float32 holds only noise
  const scale = values.map((value) => 1 / Math.sqrt(Math.max(value, floor, 1e-20)));
  const whitening = vectors.transpose().mulColumnVector(scale);
  return tf.tidy((): tf.Tensor2D => {
    const result = tf.matMul(tf.tensor2d(whitening.to2DArray()), rows) as tf.Tensor2D;
    rows.dispose();
    return result;
  });
}

/** Eigenvalues, the largest first, and vectors as columns. Disposes its argument. */
async function eigen(symmetric: tf.Tensor2D): Promise<{ values: number[]; vectors: Matrix }> {
  const side = symmetric.shape[0];
  const values = Array.from(await takeData(symmetric));
  const matrix = Matrix.from1DArray(side, side, values);
  const evd = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const order = evd.realEigenvalues
    .map((_, index) => index)
    .sort((a, b) => (evd.realEigenvalues[b] as number) - (evd.realEigenvalues[a] as number));
  return {
    values: order.map((index) => evd.realEigenvalues[index] as number),
    vectors: evd.eigenvectorMatrix.subMatrixColumn(order),
  };
}
