/** What a fitted model has found, as variables: nothing before it is fitted. */
import * as tf from "@tensorflow/tfjs";
import type { Found, StoredModel } from "./model.ts";

export class FittedState implements StoredModel {
  readonly networks = {};
  readonly optimizers = {};
  #buffers: Readonly<Record<string, tf.Variable>> = {};

  get buffers(): Readonly<Record<string, tf.Variable>> {
    return this.#buffers;
  }

  /** The tensors stay the caller's. */
  take(found: Found): void {
    const before = this.#buffers;
    const taken = Object.entries(found).map(
      ([name, tensor]) => [name, tf.variable(tensor, false)] as const,
    );
    this.#buffers = Object.fromEntries(taken);
    tf.dispose(before);
  }

  dispose(): void {
    tf.dispose(this.#buffers);
    this.#buffers = {};
  }
}
