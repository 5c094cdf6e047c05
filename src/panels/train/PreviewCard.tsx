/** A contact sheet from the same fixed inputs each time, so that one sees the model grow. */
import { Sparkles } from "lucide-react";
import { useSyncExternalStore } from "react";
import { openDesk } from "../../client/desks.ts";
import { type Preview, previewOf, subscribePreviews } from "../../client/previews.ts";
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
  const hasReconstructions =
    preview !== null && spec.tasks.includes("reconstruct") && preview.rows > sampleRows;
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
          {spec.tasks.includes("generate") && <OpenInGenerate runId={runId} />}
        </>
      }
    >
      {hasReconstructions && (
        <p className="mb-3 text-small text-muted">{text("train.preview.rows")}</p>
      )}
      {preview ? <PreviewSheet preview={preview} /> : <NoPreview runId={runId} />}
    </Card>
  );
}

function PreviewSheet({ preview }: { readonly preview: Preview }) {
  const text = useText();
  const isSmooth = useAppStore((state) => state.smoothPixels);
  const { sheet, columns, rows, step } = preview;
  return (
    <Sheet
      sheet={sheet}
      columns={columns}
      rows={rows}
      label={text("train.preview.sheet", { count: columns * rows, step })}
      isSmooth={isSmooth}
      testId="preview-sheet"
      className="mx-auto max-w-5xl"
    />
  );
}

function NoPreview({ runId }: { readonly runId: string }) {
  const text = useText();
  const isRunLive = useAppStore((state) =>
    state.runs.some((run) => run.runId === runId && isLive(run)),
  );
  return (
    <p className="py-8 text-center text-muted">
      {text(isRunLive ? "train.preview.waiting" : "train.preview.ended")}
    </p>
  );
}

function OpenInGenerate({ runId }: { readonly runId: string }) {
  const text = useText();
  const open = () => {
    chooseRun("generate", runId);
    openDesk("generate");
  };
  return (
    <Button size="small" icon={<Sparkles size={13} aria-hidden />} onPress={open}>
      {text("train.openGenerate")}
    </Button>
  );
}
