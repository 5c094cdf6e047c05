/** Steps on tfjs, operation by operation: what every backend can do, and what compiled steps are held to. */
import * as tf from "@tensorflow/tfjs";
import type { Batch } from "../models/model.ts";
import { readScalars, type Scalars } from "../ops/readScalars.ts";
import type { Losses, StepRunner } from "./stepRunner.ts";
import { type Moment, type Stepping, takeStep } from "./takeStep.ts";

export interface DirectOptions extends Omit<Moment, "step"> {
  readonly model: Stepping;
  /** Batch `step` (0, 1, …) as a function of `step` alone. Called inside `tf.tidy`. */
  readonly batchAt: (step: number) => Batch;
  /** Resolves when that can be asked of it; left out where it always can. */
  readonly ready?: ((step: number) => Promise<void>) | undefined;
}

export class DirectRunner implements StepRunner {
  readonly compiled = null;
  readonly #options: DirectOptions;
  #unread: Scalars[] = [];

  constructor(options: DirectOptions) {
    this.#options = options;
  }

  get ready(): DirectOptions["ready"] {
    return this.#options.ready;
  }

  take(step: number): void {
    const { model, batchAt, ...moment } = this.#options; // by now
    this.#unread.push(tf.tidy(() => takeStep(model, batchAt(step), { ...moment, step })));
  }

  read(): Promise<readonly Losses[]> {
    const unread = this.#unread;
    this.#unread = [];
    return readScalars(unread);
  }

  settle(): void {}

  dispose(): void {
    tf.dispose(this.#unread);
    this.#unread = [];
  }
}
