/** A contact sheet from the same fixed inputs each time, so that one sees the model grow; and its film. */
import { Sparkles } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import { openDesk } from "../../../client/desks.ts";
import { type Preview, previewOf, subscribePreviews } from "../../../client/previews.ts";
import { chooseRun } from "../../../client/runs.ts";
import { useText } from "../../../messages/text.ts";
import type { Film } from "../../../protocol/film.ts";
import type { ModelSpec } from "../../../protocol/spec.ts";
import { desksOf, makes } from "../../../protocol/tasks.ts";
import { isLive } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { Card } from "../../../ui/layout/Card.tsx";
import { Sheet } from "../../../ui/pictures/Sheet.tsx";
import { FilmBar } from "../film/FilmBar.tsx";
import { SaveFilm } from "../film/SaveFilm.tsx";
import { useFilm, useSheetOf } from "../film/useFilm.ts";
import { NamedRows } from "./NamedRows.tsx";
import { sheetRowsOf } from "./sheetRows.ts";

interface PreviewCardProps {
  readonly runId: string;
  readonly spec: ModelSpec;
}

/** Rows that a sheet without reconstructions has. */
const sampleRows = 2;

export function PreviewCard({ runId, spec }: PreviewCardProps) {
  const text = useText();
  const isSmooth = useAppStore((state) => state.smoothPixels);
  const newest = useSyncExternalStore(subscribePreviews, () => previewOf(runId));
  const film = useFilm(runId);
  const [shownStep, setShownStep] = useState<number | null>(null);
  const frames = film && film !== "unreadable" ? film.frames : [];
  const frame =
    shownStep === null
      ? ((newest ? null : frames.at(-1)) ?? null)
      : (frames.findLast(({ step }) => step <= shownStep) ?? null);
  const shown = useSheetOf(frame) ?? newest;
  return (
    <Card
      title={text("train.preview.title")}
      actions={
        <>
          {shown && (
            <span className="text-small text-muted">
              {text("train.preview.step", { step: shown.step })}
            </span>
          )}
          {desksOf(spec).includes("generate") && <OpenInGenerate runId={runId} />}
          {shown && <SaveFilm {...{ runId, frames, shown }} />}
        </>
      }
    >
      {shown ? (
        <PreviewSheet {...{ runId, spec, isSmooth }} preview={shown} />
      ) : (
        <NoPreview runId={runId} film={film} />
      )}
      {frames.length > 1 && <FilmBar {...{ frames, shownStep, isSmooth }} onShow={setShownStep} />}
      {film && <UnkeptFilm film={film} />}
    </Card>
  );
}

interface PreviewSheetProps extends PreviewCardProps {
  readonly preview: Preview;
  readonly isSmooth: boolean;
}

function PreviewSheet({ runId, spec, preview, isSmooth }: PreviewSheetProps) {
  const text = useText();
  const classes = useAppStore(
    (state) => state.runs.find((run) => run.runId === runId)?.data.classes,
  );
  const { sheet, columns, rows, step } = preview;
  const names = classes && sheetRowsOf(spec, classes.length, rows);
  if (names) return <NamedRows {...{ preview, names, classes, isSmooth }} />;
  return (
    <>
      {makes(spec, "reconstructions") && rows > sampleRows && (
        <p className="mb-3 text-small text-muted">{text("train.preview.rows")}</p>
      )}
      <Sheet
        sheet={sheet}
        columns={columns}
        rows={rows}
        label={text("train.preview.sheet", { count: columns * rows, step })}
        isSmooth={isSmooth}
        testId="preview-sheet"
        className="mx-auto max-w-5xl"
      />
    </>
  );
}

interface NoPreviewProps {
  readonly runId: string;
  readonly film: Film | "unreadable" | null;
}

function NoPreview({ runId, film }: NoPreviewProps) {
  const text = useText();
  const isRunLive = useAppStore((state) =>
    state.runs.some((run) => run.runId === runId && isLive(run)),
  );
  const id = isRunLive ? "train.preview.waiting" : "train.preview.none";
  return (
    <p className="py-8 text-center text-muted">
      {film !== null && text(film === "unreadable" ? "train.film.unreadable" : id)}
    </p>
  );
}

/** Said here and nowhere else, where storage took no more; a session without any storage says so itself. */
function UnkeptFilm({ film }: { readonly film: Film | "unreadable" }) {
  const text = useText();
  const isStorageKept = useAppStore((state) => state.storage === "kept");
  if (film === "unreadable" || film.isKept || film.frames.length === 0 || !isStorageKept)
    return null;
  return <p className="mt-2 text-small text-muted">{text("train.film.unkept")}</p>;
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
