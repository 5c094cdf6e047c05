/** What a trained model is able to do. */
import type { RunRecord } from "../../protocol/run.ts";
import { UnknownRun } from "../errors.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import type { Classifying, Encoding, Generative, Translating } from "../models/model.ts";

export interface TrainedModel {
  readonly model: BuiltModel;
  readonly record: Pick<RunRecord, "runId" | "data">;
}

/** @throws UnknownRun when the model cannot generate */
export function generativeOf(model: BuiltModel, runId: string): Generative {
  if (model.latentDim === undefined || !model.generate)
    throw new UnknownRun(`Run ${runId} cannot generate`);
  return model as BuiltModel & Generative; // checked above
}

/** @throws UnknownRun when the model cannot classify */
export function classifying(model: BuiltModel, runId: string): Classifying {
  const { logits, features, head } = model;
  if (!logits || !features || !head) throw new UnknownRun(`Run ${runId} cannot classify`);
  return model as BuiltModel & Classifying; // checked above
}

/** @throws UnknownRun when the model cannot translate */
export function translating(model: BuiltModel, runId: string): Translating {
  if (!model.translate) throw new UnknownRun(`Run ${runId} cannot translate`);
  return model as BuiltModel & Translating; // checked above
}

/** @throws UnknownRun when the model cannot encode */
export function encoding(model: BuiltModel, runId: string): Encoding {
  if (!model.encode || !model.reconstruct) throw new UnknownRun(`Run ${runId} cannot encode`);
  return model as BuiltModel & Encoding; // checked above
}
