/** What each row of a run's sheet shows, as `engine/training/runPreview` lays it out. */
import type { ModelSpec } from "../../../protocol/spec.ts";

/** Labels are indices of the run's classes. */
export type SheetRow =
  /** Pictures of a class, or its photos. */
  | { readonly kind: "class"; readonly label: number }
  /** The photos in the row above, translated. */
  | { readonly kind: "translated"; readonly from: number; readonly to: number };

/** Both directions: photos of either class above their translations. */
const bothWays: readonly SheetRow[] = [0, 1].flatMap((from): SheetRow[] => [
  { kind: "class", label: from },
  { kind: "translated", from, to: 1 - from },
]);

/**
 * null where rows have no names of their own, or where a direction is missing, so that it cannot be told
 * which.
 * @param classes that the run has
 */
export function sheetRowsOf(
  spec: Pick<ModelSpec, "needs" | "toldClasses">,
  classes: number,
  rows: number,
): readonly SheetRow[] | null {
  if (spec.needs === "twoDomains") return rows === bothWays.length ? bothWays : null;
  if (!spec.toldClasses || rows > classes) return null;
  return Array.from({ length: rows }, (_, label) => ({ kind: "class", label }));
}
