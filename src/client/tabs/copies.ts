/** Edits of this tab that could not be saved, because another tab's were saved first. */
import { sameData } from "../../lib/sameData.ts";
import type { Project } from "../../protocol/project.ts";
import { newId } from "../../state/project.ts";
import { useAppStore } from "../../state/store.ts";
import { addProject, openProject } from "../projects.ts";

/**
 * Holds on to a project as this tab had it, until somebody says what is to become of it: under an id of its own,
 * as it may happen to a project again.
 */
export function keepAside({ revision: _, ...project }: Project): void {
  useAppStore.setState(({ setAside }) => {
    const isThere = setAside.some((other) => sameData({ ...other, id: project.id }, project));
    return isThere ? {} : { setAside: [...setAside, { ...project, id: newId() }] };
  });
}

/** Makes a project of its own out of it, which comes into view. @param name of the copy */
export function keepAsCopy(asideId: string, name: string): void {
  const project = useAppStore.getState().setAside.find(({ id }) => id === asideId);
  if (!project) return;
  addProject({ ...project, name });
  openProject(asideId);
  forgetAside(asideId);
}

export const forgetAside = (asideId: string): void =>
  useAppStore.setState(({ setAside }) => ({
    setAside: setAside.filter(({ id }) => id !== asideId),
  }));
