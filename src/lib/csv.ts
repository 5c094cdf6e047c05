/**
 * Comma-separated values as RFC 4180 has them, safe to open in a spreadsheet: a cell that a
 * spreadsheet would take for a formula is led by an apostrophe.
 */
type Cell = string | number;

const startsFormula = /^[=+\-@\t\r\n]/;
const needsQuotes = /[",\r\n]/;

/** One cell. Numbers stand as they are: they come from us, not from a file name. */
export function csvCell(value: Cell): string {
  if (typeof value === "number") return String(value);
  const safe = startsFormula.test(value) ? `'${value}` : value;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows to one text, lines ended by CRLF, led by a byte order mark so that spreadsheets read UTF-8. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;
