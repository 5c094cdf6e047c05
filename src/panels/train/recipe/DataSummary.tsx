/** What a run would learn from now: photos, held-out photos and patches, with samples of them. */
import { useEffect, useState } from "react";
import { openDesk } from "../../../client/desks.ts";
import { previewPatches } from "../../../client/photos.ts";
import { useText } from "../../../messages/text.ts";
import type { PatchPreview } from "../../../protocol/dataset.ts";
import type { TrainingData } from "../../../protocol/project.ts";
import { selectProject, useAppStore } from "../../../state/store.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { Card } from "../../../ui/layout/Card.tsx";
import { Sheet } from "../../../ui/pictures/Sheet.tsx";
import { PatchAdvice } from "./PatchAdvice.tsx";
import { useTrainingData } from "./useTrainingData.ts";

export function DataSummary() {
  const text = useText();
  const project = useAppStore(selectProject);
  const data = useTrainingData();
  const preview = usePatchPreview(data);
  if (!project || !data || data.classes.length === 0) return null;
  const { classes, heldOut } = data;
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return (
    <Card title={text("train.data")}>
      <p>
        {text("train.data.counts", {
          photos: sum(classes.map((entry) => entry.photos.length)),
          classes: classes.length,
          heldOut: heldOut.length,
        })}
      </p>
      <p className="mt-1 text-small text-muted">
        {preview === "failed" && text("train.data.failed")}
        {preview === null && text("train.data.counting")}
        {preview !== null &&
          preview !== "failed" &&
          text("train.data.patches", {
            training: sum(preview.training),
            heldOut: sum(preview.heldOut),
          })}
      </p>
      {preview !== null && preview !== "failed" && (
        <Sheet
          sheet={preview.sheet}
          columns={preview.columns}
          rows={preview.rows}
          label={text("train.data.sheet")}
          cellSide={64}
          className="mt-3"
        />
      )}
      <PatchAdvice project={project} />
      <Button size="small" variant="quiet" className="mt-3" onPress={() => openDesk("data")}>
        {text("train.data.edit")}
      </Button>
    </Card>
  );
}

/** Asked anew when photos or patch settings change; null while it is being made. */
function usePatchPreview(data: TrainingData | null): PatchPreview | "failed" | null {
  const [made, setMade] = useState<{ of: TrainingData; preview: PatchPreview | "failed" }>();
  useEffect(() => {
    if (!data || data.classes.length === 0) return;
    let isCurrent = true;
    let sheet: ImageBitmap | null = null;
    void previewPatches(data).then(
      (preview) => {
        sheet = preview?.sheet ?? null;
        if (isCurrent && preview) setMade({ of: data, preview });
        else sheet?.close();
      },
      () => {
        if (isCurrent) setMade({ of: data, preview: "failed" });
      },
    );
    return () => {
      isCurrent = false;
      sheet?.close();
    };
  }, [data]);
  return made && made.of === data ? made.preview : null;
}
