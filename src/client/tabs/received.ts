/**
 * Projects as other tabs saved them. They are no edits of this tab: its history is told anew as if they had
 * always been so, and undo never takes back what was done elsewhere.
 */
import type { Project } from "../../protocol/project.ts";
import { useAppStore } from "../../state/store.ts";

type Projects = readonly Project[];

/** Shows a project as it is stored now, in its place in the list or at the end of it. */
export function showProject(project: Project): void {
  const place = (projects: Projects): Projects =>
    projects.some(({ id }) => id === project.id)
      ? projects.map((entry) => (entry.id === project.id ? project : entry))
      : [...projects, project];
  changeUnseen(place);
}

/** Takes a project out of sight that is stored no more. */
export function hideProject(projectId: string): void {
  changeUnseen((projects) => projects.filter(({ id }) => id !== projectId));
}

/** What this tab did to a project before is not undone any more. */
export function settleHistory(projectId: string): void {
  const project = useAppStore.getState().projects.find(({ id }) => id === projectId);
  if (project) showProject(project);
}

/** Changes the list now and in all that undo and redo lead to. */
function changeUnseen(change: (projects: Projects) => Projects): void {
  const history = useAppStore.temporal;
  history.getState().pause();
  useAppStore.setState(({ projects, activeProjectId, received }) => {
    const changed = change(projects);
    const isThere = changed.some(({ id }) => id === activeProjectId);
    return {
      projects: changed,
      received: received + 1,
      ...(isThere ? {} : { activeProjectId: changed[0]?.id ?? null }),
    };
  });
  history.getState().resume();
  history.setState(({ pastStates, futureStates }) => ({
    pastStates: retold(pastStates, change),
    futureStates: retold(futureStates, change),
  }));
}

interface Moment {
  readonly projects?: Projects;
  readonly activeProjectId?: string | null;
}

/** @param moments nearest last; those that show nothing else than the next one are left out */
function retold<T extends Moment>(
  moments: readonly T[],
  change: (projects: Projects) => Projects,
): T[] {
  let next = useAppStore.getState().projects;
  const kept: T[] = [];
  for (const moment of moments.toReversed()) {
    const projects = change(moment.projects ?? []);
    if (isSame(projects, next)) continue;
    kept.unshift({ ...moment, projects });
    next = projects;
  }
  return kept;
}

const isSame = (a: Projects, b: Projects): boolean =>
  a.length === b.length && a.every((project, at) => project === b[at]);
