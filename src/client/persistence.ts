/** Keeps the projects and settings in the worker's storage, a moment after each change. */
import { inTurn } from "../lib/inTurn.ts";
import { sameData } from "../lib/sameData.ts";
import type { Settings } from "../protocol/engine.ts";
import type { Project } from "../protocol/project.ts";
import { type AppState, useAppStore } from "../state/store.ts";
import { notifyError } from "./notices.ts";
import type { UnsavedProject } from "./unsaved.ts";
import { askEngine } from "./workers.ts";

const calmMs = 300;
/** After a save that storage refused; at once where room was made. */
const retryMs = 5000;

/** What the store holds as `Settings`. */
const settingsOf = ({
  activeProjectId,
  activeRunIds,
  modelId,
  drafts,
  domains,
}: AppState): Settings => ({
  activeProjectId,
  activeRunIds,
  modelId,
  drafts,
  domains,
});

let savedProjects: readonly Project[] = [];
/** Of each project as it is stored. */
const revisions = new Map<string, number>();
/** One save after the other: each states the revision that the one before it made. */
const saveInTurn = inTurn();
let timer: ReturnType<typeof setTimeout> | undefined;

/** From here on every change of the projects is kept; `loaded` is what storage holds already. */
export function startSaving(loaded: readonly Project[]): void {
  savedProjects = loaded;
  for (const { id, revision = 0 } of loaded) revisions.set(id, revision);
  useAppStore.subscribe(
    (state) => state.projects,
    () => {
      useAppStore.setState(({ saved }) => ({ saved: saved === "failed" ? saved : "saving" }));
      saveAfter(calmMs);
    },
  );
  useAppStore.subscribe(settingsOf, (settings) => void saveSettings(settings), {
    equalityFn: (a, b) =>
      a.activeProjectId === b.activeProjectId &&
      a.activeRunIds === b.activeRunIds &&
      a.modelId === b.modelId &&
      a.drafts === b.drafts &&
      a.domains === b.domains,
  });
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void saveInTurn(saveProjects);
  });
}

/** Tries at once to save what could not be saved. */
export function saveAgain(): void {
  if (useAppStore.getState().saved === "failed") saveAfter(0);
}

function saveAfter(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void saveInTurn(saveProjects), ms);
}

const isOfStorage = (error: unknown): boolean =>
  error instanceof Error && (error.name === "StorageFull" || error.name === "StorageFailed");

/** What storage does not hold yet, each with the stored revision that it was made to. */
export function unsavedProjects(): UnsavedProject[] {
  const saved = new Set(savedProjects);
  return useAppStore
    .getState()
    .projects.filter((project) => !saved.has(project))
    .map((project) => ({ project, base: revisions.get(project.id) ?? null }));
}

/** Writes what differs from the last save. A failed write is told once and tried again. */
async function saveProjects(): Promise<void> {
  const { projects } = useAppStore.getState();
  const before = new Map(savedProjects.map((project) => [project.id, project]));
  const gone = savedProjects.filter(({ id }) => !projects.some((project) => project.id === id));
  try {
    for (const project of projects) {
      if (before.get(project.id) !== project) revisions.set(project.id, await saveProject(project));
    }
    for (const { id } of gone) {
      await askEngine((engine) => engine.deleteProject(id, revisions.get(id) ?? 0));
      revisions.delete(id);
    }
    savedProjects = projects;
    if (useAppStore.getState().projects === projects) useAppStore.setState({ saved: "saved" });
  } catch (error) {
    const isFirst = useAppStore.getState().saved !== "failed";
    useAppStore.setState({ saved: "failed" });
    if (isFirst) notifyError(error);
    if (isOfStorage(error)) saveAfter(retryMs);
  }
}

/** @returns the new revision */
async function saveProject(project: Project): Promise<number> {
  const { id } = project;
  try {
    return await askEngine((engine) => engine.saveProject(project, revisions.get(id) ?? null));
  } catch (error) {
    if (!(error instanceof Error && error.name === "Conflict")) throw error;
    // An engine that was lost may have written it before it could say so.
    const stored = await askEngine((engine) => engine.loadProject(id));
    const { revision = 0 } = stored ?? {};
    if (stored && sameData({ ...stored, revision: 0 }, { ...project, revision: 0 }))
      return revision;
    throw error;
  }
}

async function saveSettings(settings: Settings): Promise<void> {
  await askEngine((engine) => engine.saveSettings(settings)).catch(notifyError);
}
