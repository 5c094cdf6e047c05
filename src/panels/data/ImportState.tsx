/** An import that goes on, and what the last one could not take. */
import { X } from "lucide-react";
import { cancelImport, closeImportReport } from "../../client/imports.ts";
import { useText } from "../../messages/text.ts";
import type { SkippedFile, SkipReason } from "../../protocol/engine.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";

export function ImportProgress() {
  const text = useText();
  const importing = useAppStore((state) => state.importing);
  if (!importing) return null;
  const { done, total } = importing;
  const words = text("import.progress", { done, total });
  return (
    <Card>
      <div className="flex items-center gap-3">
        <p className="shrink-0 font-medium">{text("import.title")}</p>
        <ProgressBar
          label={text("import.title")}
          value={total > 0 ? done / total : null}
          valueText={words}
          className="min-w-16 flex-1"
        />
        <span className="text-small text-muted">{words}</span>
        <Button size="small" onPress={() => void cancelImport()}>
          {text("import.cancel")}
        </Button>
      </div>
    </Card>
  );
}

const shownNames = 6;

export function ImportReportCard() {
  const text = useText();
  const report = useAppStore((state) => state.importReport);
  if (!report || (report.skipped.length === 0 && !report.cancelled)) return null;
  const { imported, skipped, cancelled } = report;
  const byReason = new Map<SkipReason, SkippedFile[]>();
  for (const file of skipped) {
    byReason.set(file.reason, [...(byReason.get(file.reason) ?? []), file]);
  }
  const count = { count: imported.length };
  return (
    <div role="status">
      <Card
        tone={skipped.length > 0 ? "accent" : "plain"}
        title={skipped.length > 0 && text("import.report.title", { count: skipped.length })}
        actions={
          <Button
            variant="icon"
            size="small"
            aria-label={text("import.report.close")}
            onPress={closeImportReport}
          >
            <X size={15} aria-hidden />
          </Button>
        }
      >
        <p className="mb-2">
          {text(cancelled ? "import.report.cancelled" : "import.report.rest", count)}
        </p>
        <dl className="grid gap-x-4 gap-y-2 bar:grid-cols-[minmax(12rem,20rem)_1fr]">
          {[...byReason].map(([reason, files]) => (
            <div key={reason} className="contents">
              <dt className="font-medium">{text.stated(`skip.${reason}`)}</dt>
              <dd className="min-w-0 text-muted">
                <Names files={files} />
              </dd>
            </div>
          ))}
        </dl>
      </Card>
    </div>
  );
}

const nameOf = ({ name, format }: SkippedFile) => (format ? `${name} (${format})` : name);

function Names({ files }: { readonly files: readonly SkippedFile[] }) {
  const text = useText();
  const list = (some: readonly SkippedFile[]) => (
    <ul>
      {some.map((file) => (
        <li key={file.name} className="wrap-anywhere">
          {nameOf(file)}
        </li>
      ))}
    </ul>
  );
  if (files.length <= shownNames) return list(files);
  return (
    <Disclosure title={text("import.report.all", { count: files.length })}>
      {list(files)}
    </Disclosure>
  );
}
