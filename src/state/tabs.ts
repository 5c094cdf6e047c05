/** What other tabs of the app mean for this one. */
import type { Project } from "../protocol/project.ts";

/** Why a project cannot be edited here: another tab edits it, or a newer version of the app wrote it. */
export type ReadOnlyReason = "otherTab" | "newer";

export interface TrainingElsewhere {
  readonly tabId: string;
  readonly runId: string;
  readonly name: string;
  readonly state: "preparing" | "training";
}

export interface TabsSlice {
  /** Projects that can be looked at and used but not edited, by id. */
  readonly readOnly: Readonly<Record<string, ReadOnlyReason>>;
  /** Another tab was asked for this project. */
  readonly takingOver: string | null;
  /** Projects as this tab had them when it could not save them any more, each under an id of its own. */
  readonly setAside: readonly Project[];
  /** The run that another tab trains; null where none does, as far as is known. */
  readonly trainingElsewhere: TrainingElsewhere | null;
  /** Counts the projects that came from other tabs. */
  readonly received: number;
}

export const createTabsSlice = (): TabsSlice => ({
  readOnly: {},
  takingOver: null,
  setAside: [],
  trainingElsewhere: null,
  received: 0,
});

/** null where the project may be edited. */
export const readOnlyReason = (
  { readOnly }: TabsSlice,
  projectId: string | null,
): ReadOnlyReason | null => (projectId === null ? null : (readOnly[projectId] ?? null));

/** Whether the project in view may only be looked at and used. */
export const selectIsReadOnly = (
  state: TabsSlice & { readonly activeProjectId: string | null },
): boolean => readOnlyReason(state, state.activeProjectId) !== null;
