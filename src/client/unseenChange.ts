/**
 * Changes of the projects that are no edits of this tab: their history is told anew as if they had always been
 * so, and undo never takes them back.
 */
import type { Project } from "../protocol/project.ts";
import { useAppStore } from "../state/store.ts";
import { noteAsMadeWhere } from "./histories.ts";

type Projects = readonly Project[];
export type UnseenChange = (projects: Projects) => Projects;

/** Changes the list now and in all that undo and redo lead to. */
export function changeUnseen(change: UnseenChange): void {
  const told: UnseenChange = (projects) => {
    const changed = change(projects);
    noteAsMadeWhere(changed, projects);
    return changed;
  };
  const history = useAppStore.temporal;
  history.getState().pause();
  useAppStore.setState(({ projects, activeProjectId }) => {
    const changed = told(projects);
    const isThere = changed.some(({ id }) => id === activeProjectId);
    return {
      projects: changed,
      ...(isThere ? {} : { activeProjectId: changed[0]?.id ?? null }),
    };
  });
  history.getState().resume();
  history.setState(({ pastStates, futureStates }) => ({
    pastStates: retold(pastStates, told),
    futureStates: retold(futureStates, told),
  }));
}

interface Moment {
  readonly projects?: Projects;
  readonly activeProjectId?: string | null;
}

/** @param moments nearest last; those that show nothing else than the next one are left out */
function retold<T extends Moment>(moments: readonly T[], change: UnseenChange): T[] {
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
