/** Which class a picture is of. */
import type { Pieces } from "../../lib/pieces.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import { UnknownRun } from "../errors.ts";
import { judgePieces, judgePiecesBy } from "../judging/photoVerdicts.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import type { Classifying } from "../models/model.ts";
import { verdictsOnHeldOut } from "./classifierValidation.ts";
import type { Task, ValidatedRun } from "./task.ts";

export const classify: Task = {
  spec: { id: "classify", desk: "inspect", judges: true },
  validation: (run, heldOut, emit) =>
    verdictsOnHeldOut(run, () => judgedOn(run, heldOut), heldOut, emit),
};

function judgedOn(run: ValidatedRun, patches: PatchSet): Pieces<number[][]> {
  if (run.inference.isCompiled) return judgePiecesBy(run.inference, patches);
  return judgePieces(classifying(run.model, run.runId), patches);
}

/** @throws UnknownRun when the model cannot classify */
export function classifying(model: BuiltModel, runId: string): Classifying {
  const { logits, features, head } = model;
  if (!logits || !features || !head) throw new UnknownRun(`Run ${runId} cannot classify`);
  return model as BuiltModel & Classifying; // checked above
}
