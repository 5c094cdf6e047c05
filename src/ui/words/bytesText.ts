/** A number of bytes as people read it: "3.4 MB". */
const units = ["kilobyte", "megabyte", "gigabyte"] as const;

export function bytesText(locale: string, bytes: number): string {
  const power = bytes < 1000 ? 1 : Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[power - 1] ?? "gigabyte",
    maximumFractionDigits: value < 10 && value > 0 ? 1 : 0,
  }).format(value);
}
