/**
 * Projects as other tabs saved them. They are no edits of this tab: undo never takes back what was done
 * elsewhere.
 */
import type { Project } from "../../protocol/project.ts";
import { useAppStore } from "../../state/store.ts";
import { changeUnseen, type UnseenChange } from "../unseenChange.ts";

/** Shows a project as it is stored now, in its place in the list or at the end of it. */
export function showProject(project: Project): void {
  receive((projects) =>
    projects.some(({ id }) => id === project.id)
      ? projects.map((entry) => (entry.id === project.id ? project : entry))
      : [...projects, project],
  );
}

/** Takes a project out of sight that is stored no more. */
export function hideProject(projectId: string): void {
  receive((projects) => projects.filter(({ id }) => id !== projectId));
}

/** What this tab did to a project before is not undone any more. */
export function settleHistory(projectId: string): void {
  const project = useAppStore.getState().projects.find(({ id }) => id === projectId);
  if (project) showProject(project);
}

function receive(change: UnseenChange): void {
  changeUnseen(change);
  useAppStore.setState(({ received }) => ({ received: received + 1 }));
}
