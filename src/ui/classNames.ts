/** Joins the class names that apply; leaves out what is false or missing. */
export const classNames = (...names: readonly (string | false | null | undefined)[]): string =>
  names.filter(Boolean).join(" ");
