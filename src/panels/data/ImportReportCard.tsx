/** What there is to know of the last imports into a project: what it left out, and what did not go where one might think. */
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { closeImportReport } from "../../client/imports.ts";
import { useText } from "../../messages/text.ts";
import type { RenamedFolder, SkippedFile, SkipReason } from "../../protocol/importing.ts";
import type { ImportOutcome } from "../../state/intake.ts";
import { useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { Disclosure } from "../../ui/layout/Disclosure.tsx";

const hasNews = ({ skipped, renamed, known, cancelled, takenOver }: ImportOutcome): boolean =>
  skipped.length + renamed.length + known > 0 || cancelled || takenOver;

export function ImportReportCard({ projectId }: { readonly projectId: string }) {
  const text = useText();
  const report = useAppStore((state) => state.importReports[projectId]);
  if (!report || !hasNews(report)) return null;
  const { added, known, skipped } = report;
  const isLeftOut = skipped.length > 0;
  return (
    <div role="status">
      <Card
        tone={isLeftOut ? "accent" : "plain"}
        title={
          isLeftOut
            ? text("import.report.title", { count: skipped.length })
            : text("import.report.note")
        }
        actions={
          <Button
            variant="icon"
            size="small"
            aria-label={text("import.report.close")}
            onPress={() => closeImportReport(projectId)}
          >
            <X size={15} aria-hidden />
          </Button>
        }
      >
        <p className="mb-2">{summaryOf(text, report)}</p>
        <dl className="grid gap-x-4 gap-y-2 bar:grid-cols-[minmax(12rem,20rem)_1fr]">
          {[...byReason(skipped)].map(([reason, files]) => (
            <Row key={reason} title={text.stated(`skip.${reason}`)}>
              <Lines lines={files.map(fileLine)} />
            </Row>
          ))}
          {known > 0 && (
            <Row title={text("import.known")}>
              {text("import.known.count", { count: known, total: known + added })}
            </Row>
          )}
          {report.renamed.length > 0 && (
            <Row title={text("import.renamed")}>
              <Lines lines={report.renamed.map(folderLine)} />
            </Row>
          )}
        </dl>
      </Card>
    </div>
  );
}

function summaryOf(text: ReturnType<typeof useText>, report: ImportOutcome): string {
  const count = { count: report.added };
  if (report.takenOver) return text("import.report.takenOver", count);
  if (report.cancelled) return text("import.report.cancelled", count);
  return report.skipped.length > 0
    ? text("import.report.rest", count)
    : text("import.report.added", count);
}

function byReason(skipped: readonly SkippedFile[]): ReadonlyMap<SkipReason, SkippedFile[]> {
  const groups = new Map<SkipReason, SkippedFile[]>();
  for (const file of skipped) {
    const files = groups.get(file.reason);
    if (files) files.push(file);
    else groups.set(file.reason, [file]);
  }
  return groups;
}

const fileLine = ({ name, format }: SkippedFile): string => (format ? `${name} (${format})` : name);
const folderLine = ({ folder, className }: RenamedFolder): string => `${folder} → ${className}`;

function Row({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="font-medium">{title}</dt>
      <dd className="min-w-0 text-muted">{children}</dd>
    </div>
  );
}

/** More would push the classes off the screen. */
const shownLines = 6;

function Lines({ lines }: { readonly lines: readonly string[] }) {
  const text = useText();
  const list = (
    <ul>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list of a report never changes
        <li key={at} className="wrap-anywhere">
          {line}
        </li>
      ))}
    </ul>
  );
  if (lines.length <= shownLines) return list;
  return <Disclosure title={text("import.report.all", { count: lines.length })}>{list}</Disclosure>;
}
