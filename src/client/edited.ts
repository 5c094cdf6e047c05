/** Which projects hold edits that are not stored yet. */
import type { Project } from "../protocol/project.ts";
import { useAppStore } from "../state/store.ts";

/** By id, the newest edited version; null where there was none before the project was deleted. */
const edited = new Map<string, Project | null>();
const listeners = new Set<() => void>();

/** Call it with each edit, also where a project was made, deleted or brought back. */
export function markEdited(projectId: string): void {
  const project = useAppStore.getState().projects.find(({ id }) => id === projectId);
  edited.set(projectId, project ?? edited.get(projectId) ?? null);
  useAppStore.setState({ saved: "saving", hasMade: true });
  for (const listener of listeners) listener();
}

/** @returns whether it was marked */
export const unmarkEdited = (projectId: string): boolean => edited.delete(projectId);

export const isEdited = (projectId: string): boolean => edited.has(projectId);

export const editedProjects = (): readonly string[] => [...edited.keys()];

/** The newest version with edits that are not stored, also of a project that was deleted since; null where all are. */
export const lastEdited = (projectId: string): Project | null => edited.get(projectId) ?? null;

/** It is stored by now; that it was deleted is not yet. */
export const noteLastStored = (projectId: string): unknown => edited.set(projectId, null);

export function onEdited(listener: () => void): void {
  listeners.add(listener);
}
