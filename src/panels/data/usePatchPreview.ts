/** Patch counts and samples of the project, counted by the worker a moment after each change. */
import { useEffect, useState } from "react";
import { previewPatches } from "../../client/photos.ts";
import { trainingDataOf } from "../../client/runs.ts";
import type { PatchPreview } from "../../protocol/dataset.ts";
import type { PatchSettings, TextureClass } from "../../protocol/project.ts";

const calmMs = 250;

export interface CountedPatches extends PatchPreview {
  /** Classes that were counted, in the order of the counts: those with photos. */
  readonly classIds: readonly string[];
}

/** null until counted, and for a project without photos. */
export function usePatchPreview(
  classes: readonly TextureClass[],
  patches: PatchSettings,
): CountedPatches | null {
  const [counted, setCounted] = useState<CountedPatches | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const count = async () => {
      const data = trainingDataOf({ version: 1, id: "", name: "", classes, patches });
      const preview = data.classes.length > 0 ? await previewPatches(data) : null;
      if (preview && !isCurrent) preview.sheet.close();
      else if (isCurrent && (preview || data.classes.length === 0)) {
        setCounted((before) => {
          before?.sheet.close();
          return preview && { ...preview, classIds: data.classes.map(({ id }) => id) };
        });
      }
    };
    const timer = setTimeout(() => void count().catch(() => undefined), calmMs); // kept: the last count
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [classes, patches]);
  return counted;
}

/** Patches of one class, training and held out together; undefined where not counted. */
export function patchesOf(counted: CountedPatches | null, classId: string): number | undefined {
  const index = counted?.classIds.indexOf(classId) ?? -1;
  if (!counted || index < 0) return undefined;
  return (counted.training[index] ?? 0) + (counted.heldOut[index] ?? 0);
}

export const totalOf = (counts: readonly number[]): number =>
  counts.reduce((sum, count) => sum + count, 0);
