/** Which projects hold edits that are not stored yet. */
import { useAppStore } from "../state/store.ts";

const edited = new Set<string>();
const listeners = new Set<() => void>();

/** Call it with each edit, also where a project was made, deleted or brought back. */
export function markEdited(projectId: string): void {
  edited.add(projectId);
  useAppStore.setState({ saved: "saving" });
  for (const listener of listeners) listener();
}

/** @returns whether it was marked */
export const unmarkEdited = (projectId: string): boolean => edited.delete(projectId);

export const isEdited = (projectId: string): boolean => edited.has(projectId);

export const editedProjects = (): readonly string[] => [...edited];

export function onEdited(listener: () => void): void {
  listeners.add(listener);
}
