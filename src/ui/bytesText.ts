/** A number of bytes as people read it: "3.4 MB". */
const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

export function bytesText(locale: string, bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[power] ?? "byte",
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}
