/** Edits of this tab that could not be saved, because another tab's were saved first. */
import type { Project } from "../../protocol/project.ts";
import { newId } from "../../state/project.ts";
import { useAppStore } from "../../state/store.ts";
import { addProject, openProject } from "../projects.ts";

/** Holds on to a project as this tab had it, until somebody says what is to become of it. */
export function keepAside(project: Project): void {
  useAppStore.setState(({ setAside }) => ({
    setAside: [...setAside.filter(({ id }) => id !== project.id), project],
  }));
}

/** Makes a project of its own out of it, which comes into view. @param name of the copy */
export function keepAsCopy(projectId: string, name: string): void {
  const project = useAppStore.getState().setAside.find(({ id }) => id === projectId);
  if (!project) return;
  const { revision: _, ...document } = project;
  const copy = { ...document, id: newId(), name };
  addProject(copy);
  openProject(copy.id);
  forgetAside(projectId);
}

export const forgetAside = (projectId: string): void =>
  useAppStore.setState(({ setAside }) => ({
    setAside: setAside.filter(({ id }) => id !== projectId),
  }));
