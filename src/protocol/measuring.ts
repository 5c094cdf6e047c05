/** What the command line, tests and benchmarks ask of the engine beside what the page does. */
import type { Photo } from "./project.ts";
import type { Quality } from "./quality.ts";

export interface Evaluation {
  /** One entry a photo, in the order given: mean probability over its patches, by class. */
  readonly photos: readonly (readonly number[])[];
  /** Share of single patches judged right. */
  readonly patchAccuracy: number;
  readonly patches: number;
}

/** Squared error per value in [-1, 1]², averaged, on the same held-out patches. */
export interface ReconstructionErrors {
  readonly model: number;
  readonly meanImage: number;
  readonly pca2: number;
  readonly pca16: number;
}

/** What computing takes, for tests and figures. */
export interface Usage {
  /** Held by TensorFlow.js on the backend in use. */
  readonly tensors: number;
  readonly bytes: number;
  /** `GPUQueue.submit` calls so far. */
  readonly submits: number;
  /** For each thread of the compiled steps on a processor, the operations that it had a share in. */
  readonly threadSteps: readonly number[];
}

/** For figures, not for the page. */
export interface MeasuringApi {
  /** Mean verdicts for photos; `grey` removes their colour first. Long work, by its id. Throws `Cancelled`. */
  evaluate(
    workId: string,
    runId: string,
    photos: readonly Photo[],
    labels: readonly number[],
    grey: boolean,
  ): Promise<Evaluation>;
  /** Reconstruction error on the run's held-out patches beside PCA fitted on its training patches. */
  reconstructionErrors(runId: string): Promise<ReconstructionErrors>;
  /**
   * `count` samples (at least 2) beside as many real patches; long work, by its id. Throws `NotEnoughData`, `Cancelled`.
   * @param label the class that both are of; all where left out
   */
  quality(
    workId: string,
    runId: string,
    count: number,
    seed: number,
    label?: number,
  ): Promise<Quality>;
  /** Share of `count` pictures drawn in class `label`, or translated into it, that the classifier run `judgeId` takes for it. */
  judgedAs(
    runId: string,
    judgeId: string,
    label: number,
    count: number,
    seed: number,
  ): Promise<number>;
  /** `count` samples from the prior, [count, size, size, 3] RGB bytes; seeded. */
  samples(runId: string, count: number, seed: number): Promise<Uint8Array>;
  /**
   * At most `count` held-out patches of the other domain, each before its translation into domain
   * `target`: [2n, size, size, 3] RGB bytes; seeded.
   */
  translations(runId: string, target: number, count: number, seed: number): Promise<Uint8Array>;
  /** The run's held-out patches as RGB bytes, at most `count`: [n, size, size, 3]. */
  realPatches(runId: string, count: number): Promise<Uint8Array>;
  /** Weights and record as safetensors; `half` stores f16. */
  exportRun(runId: string, half: boolean): Promise<Uint8Array>;
  usage(): Promise<Usage>;
}
