/** Which class a picture is of. */
import { UnknownRun } from "../errors.ts";
import { judgePieces } from "../judging/photoVerdicts.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import type { Classifying } from "../models/model.ts";
import { verdictsOnHeldOut } from "./classifierValidation.ts";
import type { Task } from "./task.ts";

export const classify: Task = {
  spec: { id: "classify", desk: "inspect", judges: true },
  validation: (run, heldOut, emit) =>
    verdictsOnHeldOut(run, () => judgePieces(run.inference, heldOut), heldOut, emit),
};

/** @throws UnknownRun when the model cannot classify */
export function classifying(model: BuiltModel, runId: string): Classifying {
  const { logits, features, head } = model;
  if (!logits || !features || !head) throw new UnknownRun(`Run ${runId} cannot classify`);
  return model as BuiltModel & Classifying; // checked above
}
