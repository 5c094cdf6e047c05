/** Pictures through a narrow middle and back: what of them is kept. */

import { centreOf } from "../../data/centreOf.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { evenly } from "../../lib/evenly.ts";
import type { ReconstructionErrors } from "../../protocol/measuring.ts";
import type { PhotoSource } from "../../protocol/project.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { patchImages } from "../dataset/patchImages.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { NotEnoughData, UnknownRun } from "../errors.ts";
import * as forwards from "../inference/forward.ts";
import type { InferringRun } from "../inference/inferringRun.ts";
import { atLeast, toNumbers } from "../inference/numbers.ts";
import { rowsOfImages } from "../inference/rows.ts";
import { reconstructionErrors } from "../metrics/reconstructionErrors.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import type { Encoding } from "../models/model.ts";
import type { PreviewRows, Task } from "./task.ts";

export const reconstruct: Task = {
  spec: { id: "reconstruct", desk: "generate", makes: "reconstructions" },
  preview: (run, { heldOut }, columns) => reconstructed(run, heldOut, columns),
};

/** @throws UnknownRun when the model cannot encode */
function encoding(model: BuiltModel, runId: string): Encoding {
  if (!model.encode || !model.reconstruct) throw new UnknownRun(`Run ${runId} cannot encode`);
  return model as BuiltModel & Encoding; // checked above
}

/** A row of held-out patches above what the model makes of them. */
async function reconstructed(
  { inference, record }: InferringRun,
  heldOut: PatchSet | null,
  columns: number,
): Promise<PreviewRows> {
  encoding(inference.model, record.runId);
  if (!heldOut || heldOut.count < columns) return { rows: [] };
  const images = await patchImages(heldOut, evenly(heldOut.count, columns));
  const forward = (batch: number) => forwards.reconstructing(batch, images.side);
  return { rows: [images, { ...images, values: await rowsOfImages(inference, forward, images) }] };
}

/** zMean of the centre patch of the scaled photo: [latentDim]. */
export async function encode(
  { inference, record }: InferringRun,
  photo: Blob | PhotoSource,
  resolvePhoto: ResolvePhoto,
): Promise<Float32Array> {
  encoding(inference.model, record.runId);
  const { size, shortSide } = record.data.patches;
  const image = await resolvePhoto(photo, { shortSide });
  const centre = centreOf(atLeast(image, size), size, size);
  const feeds = { images: toNumbers(centre.pixels) };
  const { z } = await inference.use((compute) => compute(forwards.encoding(1, size), feeds));
  return z as Float32Array; // what `encoding` gives
}

/** @throws UnknownRun when the model does not reconstruct; NotEnoughData where nothing is held out */
export function reconstructionErrorsOf(
  { model, record }: { readonly model: BuiltModel; readonly record: Pick<RunRecord, "runId"> },
  { training, heldOut }: ResidentPatches,
): Promise<ReconstructionErrors> {
  if (!heldOut) throw new NotEnoughData("No photo is held out");
  return reconstructionErrors(encoding(model, record.runId), training, heldOut);
}
