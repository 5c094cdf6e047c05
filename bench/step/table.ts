/** Rows of the report as text that a person reads. */
import type { Row } from "./report.ts";

interface Column {
  readonly title: string;
  readonly text: (row: Row, fastest: number) => string;
}

const columns: readonly Column[] = [
  { title: "engine", text: ({ engine }) => engine },
  { title: "ms/step", text: ({ medianMs }) => figure(medianMs) },
  { title: "p10–p90", text: ({ p10Ms, p90Ms }) => (p10Ms === null ? "" : `${p10Ms}–${p90Ms}`) },
  {
    title: "×",
    text: ({ medianMs }, fastest) => (medianMs === null ? "" : (medianMs / fastest).toFixed(1)),
  },
  { title: "host ms", text: ({ hostMs }) => figure(hostMs) },
  { title: "images/s", text: ({ imagesPerSecond }) => figure(imagesPerSecond) },
  { title: "dispatches", text: ({ dispatches }) => figure(dispatches) },
  { title: "submits", text: ({ submits }) => figure(submits) },
  { title: "writes", text: ({ writeBuffers }) => figure(writeBuffers) },
  { title: "buffers", text: ({ buffersMade }) => figure(buffersMade) },
  { title: "groups", text: ({ bindGroupsMade }) => figure(bindGroupsMade) },
  {
    title: "MB",
    text: ({ peakBytes }) => figure(peakBytes && Number((peakBytes / 1e6).toFixed(1))),
  },
];

/** One case's rows under its name; × is the time in units of the fastest engine's. */
export function tableOf(rows: readonly Row[]): string {
  const times = rows.flatMap(({ medianMs }) => medianMs ?? []);
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ text }) => text(row, Math.min(...times)))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => (line[at] ?? "").length)));
  const lines = cells.map((line, at) => {
    const padded = line.map((text, column) =>
      column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0),
    );
    const reason = at > 0 && rows[at - 1]?.reason;
    return `  ${padded.join("  ").trimEnd()}${reason ? `  ${reason}` : ""}`;
  });
  return `${rows[0]?.case ?? ""}\n${lines.join("\n")}\n`;
}

const figure = (value: number | null): string => (value === null ? "–" : String(value));
