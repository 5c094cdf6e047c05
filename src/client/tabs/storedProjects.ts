/** Projects as storage has them, as far as this tab knows, and what to do where it has a newer version. */
import type { Project } from "../../protocol/project.ts";
import { useAppStore } from "../../state/store.ts";
import { markEdited, unmarkEdited } from "../edited.ts";
import { notify } from "../notices.ts";
import { askEngine } from "../workers.ts";
import { keepAside } from "./copies.ts";
import { hideProject, showProject } from "./received.ts";

const revisions = new Map<string, number>();

export function noteStored(project: Project): void {
  revisions.set(project.id, project.revision ?? 0);
}

/** @param revision null: it is not stored any more */
export function noteRevision(projectId: string, revision: number | null): void {
  if (revision === null) revisions.delete(projectId);
  else revisions.set(projectId, revision);
}

/** Null where the project is not stored, as far as is known. */
export const knownRevision = (projectId: string): number | null => revisions.get(projectId) ?? null;

/**
 * Shows the project as it is stored, where that is another version than this tab knows. Edits that this
 * tab has not saved are set aside.
 * @param isTold whether another tab said that it changed the project: then it may have deleted it. Else the
 *               storage was cleared, and what this tab has is to be written anew.
 */
export async function catchUp(projectId: string, isTold = false): Promise<void> {
  const stored = await askEngine((engine) => engine.loadProject(projectId));
  const revision = stored ? (stored.revision ?? 0) : null;
  if (revision === knownRevision(projectId)) return;
  if (stored || isTold) return takeTheirs(projectId, stored);
  noteRevision(projectId, null);
  if (find(projectId)) markEdited(projectId);
}

/** Nothing of what was stored is there any more: writes what this tab has anew. */
export function saveAllAnew(): void {
  for (const { id } of useAppStore.getState().projects) {
    void catchUp(id).catch(() => undefined); // its next edit is saved, or said not to be
  }
}

/**
 * Writes what this tab has over what is stored: the storage is the memory of a new engine, which knows
 * nothing of what was done before it.
 */
export function writeOurs(stored: readonly Project[]): void {
  const revisionsNow = new Map(stored.map(({ id, revision = 0 }) => [id, revision]));
  for (const { id } of useAppStore.getState().projects) {
    noteRevision(id, revisionsNow.get(id) ?? null);
    markEdited(id);
  }
}

/** Shows the project as it is stored, whatever this tab has made of it; that is set aside. */
export async function giveWay(projectId: string): Promise<void> {
  takeTheirs(projectId, await askEngine((engine) => engine.loadProject(projectId)));
}

const find = (projectId: string): Project | undefined =>
  useAppStore.getState().projects.find(({ id }) => id === projectId);

function takeTheirs(projectId: string, stored: Project | null): void {
  const ours = find(projectId);
  const wasKnown = knownRevision(projectId) !== null;
  if (unmarkEdited(projectId) && ours) keepAside(ours);
  if (stored) {
    noteStored(stored);
    showProject(stored);
    return;
  }
  noteRevision(projectId, null);
  if (!ours) return;
  hideProject(projectId);
  if (wasKnown) {
    notify({ tone: "info", message: "notice.deletedElsewhere", values: { name: ours.name } });
  }
}
