/** A share (0…1) as a percentage in the language in use. */
const formats = new Map<string, Intl.NumberFormat>();

/** "96%", "0.3%": whole percents, with one decimal below one percent. */
export function shareText(locale: string, share: number): string {
  const digits = share > 0 && share < 0.01 ? 1 : 0;
  const key = `${locale}:${digits}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits });
  formats.set(key, format);
  return format.format(share);
}
