/** A run that can be computed with, in the engine or in the sampler. */
import type { RunRecord } from "../../protocol/run.ts";
import type { Inference } from "./inference.ts";

export interface InferringRun {
  readonly inference: Inference;
  readonly record: Pick<RunRecord, "runId" | "data">;
}
