/** What other tabs of the app mean for this one. */

/** Why a project cannot be edited here: another tab edits it, or a newer version of the app wrote it. */
export type ReadOnlyReason = "otherTab" | "newer";

export interface TabsSlice {
  /** Projects that can be looked at and used but not edited, by id. */
  readonly readOnly: Readonly<Record<string, ReadOnlyReason>>;
}

export const createTabsSlice = (): TabsSlice => ({ readOnly: {} });

/** null where the project may be edited. */
export const readOnlyReason = (
  { readOnly }: TabsSlice,
  projectId: string | null,
): ReadOnlyReason | null => (projectId === null ? null : (readOnly[projectId] ?? null));
