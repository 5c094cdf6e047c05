/** Adam (Kingma & Ba, 2015) whose learning rate may change from step to step. */
import * as tf from "@tensorflow/tfjs";

export class ScheduledAdam extends tf.AdamOptimizer {
  setLearningRate(rate: number): void {
    this.learningRate = rate;
  }
}

/** @param beta1 memory of the gradient's mean */
export function scheduledAdam(learningRate: number, beta1 = 0.9): ScheduledAdam {
  return new ScheduledAdam(learningRate, beta1, 0.999, 1e-7);
}

/**
 * Half a cosine from 1 down to `floor` (Loshchilov & Hutter, 2017).
 * @param step  updates done before this one
 * @param steps updates planned in all
 * @returns     factor for the learning rate, `floor`…1
 */
export function cosineDecay(step: number, steps: number, floor = 0.02): number {
  const progress = Math.min(1, step / Math.max(1, steps));
  return floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * progress));
}
