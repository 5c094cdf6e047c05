/** A contact sheet from the same fixed inputs each time, so that one sees the model grow. */
import { Sparkles } from "lucide-react";
import { useSyncExternalStore } from "react";
import { openDesk } from "../../client/desks.ts";
import { previewOf, subscribePreviews } from "../../client/previews.ts";
import { chooseRun } from "../../client/runs.ts";
import { useText } from "../../messages/text.ts";
import type { ModelSpec } from "../../protocol/spec.ts";
import { isLive } from "../../state/runs.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Sheet } from "../../ui/Sheet.tsx";

interface PreviewCardProps {
  readonly runId: string;
  readonly spec: ModelSpec;
}

/** Rows that a sheet without reconstructions has. */
const sampleRows = 2;

export function PreviewCard({ runId, spec }: PreviewCardProps) {
  const text = useText();
  const preview = useSyncExternalStore(subscribePreviews, () => previewOf(runId));
  const isRunLive = useAppStore((state) =>
    state.runs.some((run) => run.runId === runId && isLive(run)),
  );
  const isSmooth = useAppStore((state) => state.smoothPixels);
  const openInGenerate = () => {
    chooseRun("generate", runId);
    openDesk("generate");
  };
  return (
    <Card
      title={text("train.preview.title")}
      actions={
        <>
          {preview && (
            <span className="text-small text-muted">
              {text("train.preview.step", { step: preview.step })}
            </span>
          )}
          {spec.tasks.includes("generate") && (
            <Button size="small" icon={<Sparkles size={13} aria-hidden />} onPress={openInGenerate}>
              {text("train.openGenerate")}
            </Button>
          )}
        </>
      }
    >
      {preview && spec.tasks.includes("reconstruct") && preview.rows > sampleRows && (
        <p className="mb-3 text-small text-muted">{text("train.preview.rows")}</p>
      )}
      {preview ? (
        <Sheet
          sheet={preview.sheet}
          columns={preview.columns}
          rows={preview.rows}
          label={text("train.preview.sheet", {
            count: preview.columns * preview.rows,
            step: preview.step,
          })}
          isSmooth={isSmooth}
          testId="preview-sheet"
          className="mx-auto max-w-5xl"
        />
      ) : (
        <p className="py-8 text-center text-muted">
          {text(isRunLive ? "train.preview.waiting" : "train.preview.ended")}
        </p>
      )}
    </Card>
  );
}
