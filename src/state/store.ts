/** One store, data only; the verbs are in client/. The projects alone are undoable. */
import { temporal } from "zundo";
import { create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";
import type { Project } from "../protocol/project.ts";
import type { ModelSpec } from "../protocol/spec.ts";
import { desksOf, isJudge, type UsingDesk } from "../protocol/tasks.ts";
import { pageStorage } from "./pageStorage.ts";
import { loadPreferences, type PreferencesSlice } from "./preferences.ts";
import { createProjectSlice, type ProjectSlice } from "./project.ts";
import { createRunsSlice, type Run, type RunsSlice } from "./runs.ts";
import { createSessionSlice, type SessionSlice } from "./session.ts";
import { createTabsSlice, type TabsSlice } from "./tabs.ts";
import { createWorksSlice, type WorksSlice } from "./works.ts";

export type AppState = ProjectSlice &
  RunsSlice &
  SessionSlice &
  WorksSlice &
  TabsSlice &
  PreferencesSlice;

const undoLimit = 100;

export const useAppStore = create<AppState>()(
  subscribeWithSelector(
    temporal(
      () => ({
        ...createProjectSlice(),
        ...createRunsSlice(),
        ...createSessionSlice(),
        ...createWorksSlice(),
        ...createTabsSlice(),
        ...loadPreferences(pageStorage),
      }),
      {
        limit: undoLimit,
        partialize: ({ projects, activeProjectId }) => ({ projects, activeProjectId }),
        equality: (past, current) => past.projects === current.projects,
      },
    ),
  ),
);

export const selectProject = (state: AppState): Project | null =>
  state.projects.find((project) => project.id === state.activeProjectId) ?? null;

/** The key in `activeRunIds` of the run that a desk uses; settings are stored by it. */
export const chosenOn = { generate: "generate", inspect: "classify" } as const satisfies Readonly<
  Record<UsingDesk, string>
>;

const selectRunsOf =
  (isAble: (spec: ModelSpec) => boolean) =>
  ({ engine, runs }: AppState): Run[] => {
    const able = engine?.models.filter(isAble);
    return runs.filter((run) => able?.some((model) => model.id === run.modelId));
  };

/** Every run that a desk can use, newest first. Select it with `useShallow`. */
export const selectRunsOn = (desk: UsingDesk) =>
  selectRunsOf((spec) => desksOf(spec).includes(desk));

/** Every run that can judge pictures, newest first. Select it with `useShallow`. */
export const selectJudges = selectRunsOf(isJudge);

/** The run that a desk uses: the chosen one, else the newest that it can use. */
export function selectRunOn(desk: UsingDesk) {
  const selectAble = selectRunsOn(desk);
  return (state: AppState): Run | null => {
    const able = selectAble(state);
    const chosen = state.activeRunIds[chosenOn[desk]];
    return able.find((run) => run.runId === chosen) ?? able[0] ?? null;
  };
}

/** Of a project, the classifier that was chosen while it was open. */
export const judgeOf = (projectId: string | null): string => `classify ${projectId}`;

/** The classifier that judges: chosen in the open project, else its own newest, else any. */
export function selectJudge(state: AppState): Run | null {
  const { activeProjectId, activeRunIds } = state;
  const able = selectJudges(state);
  const withId = (runId: string | undefined) => able.find((run) => run.runId === runId);
  return (
    withId(activeRunIds[judgeOf(activeProjectId)]) ??
    able.find((run) => run.projectId === activeProjectId) ??
    withId(activeRunIds[chosenOn.inspect]) ??
    able[0] ??
    null
  );
}

/** The run that trains, else one that waits, the last trained first; null when none is going on. */
export function selectLiveRun({ runs, dockRunId, trainingElsewhere }: AppState): Run | null {
  const paused = runs.filter(
    ({ runId, state }) => state === "paused" && runId !== trainingElsewhere?.runId,
  );
  return (
    runs.find((run) => run.state === "training" || run.state === "preparing") ??
    paused.find((run) => run.runId === dockRunId) ??
    paused[0] ??
    null
  );
}

/** The engine was given up: nothing can be computed until it is started anew. */
export const selectIsLost = (state: AppState): boolean => state.engineStatus === "lost";

/** The run in the dock: the live one, else the one that just ended in this session. */
export const selectDockRun = (state: AppState): Run | null =>
  selectLiveRun(state) ?? state.runs.find((run) => run.runId === state.dockRunId) ?? null;

/** Whether the run's project is not there any more: it is in view with whichever project is. */
export const isStray = (
  { projects }: Pick<AppState, "projects">,
  { projectId }: Pick<Run, "projectId">,
): boolean => !projects.some(({ id }) => id === projectId);

/** The run that the Train desk shows: the chosen one of this project, or of none, and model; else this project's newest. */
export function selectShownRun(state: AppState): Run | null {
  const { activeProjectId, activeRunIds, modelId } = state;
  const runs = state.runs.filter((run) => run.modelId === modelId);
  const own = runs.filter((run) => run.projectId === activeProjectId);
  const chosen = runs.find((run) => run.runId === activeRunIds.train);
  return (chosen && (own.includes(chosen) || isStray(state, chosen)) ? chosen : own[0]) ?? null;
}
