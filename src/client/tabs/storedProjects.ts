/** Projects as storage has them, as far as this tab knows, and what to do where it has a newer version. */
import { sameData } from "../../lib/sameData.ts";
import type { Project } from "../../protocol/project.ts";
import type { StoredProject, UnreadableDocument } from "../../protocol/storage.ts";
import { useAppStore } from "../../state/store.ts";
import { markEdited, unmarkEdited } from "../edited.ts";
import { notify } from "../notices.ts";
import { askEngine } from "../workers.ts";
import { keepAside } from "./copies.ts";
import { hideProject, showProject } from "./received.ts";

const revisions = new Map<string, number>();
/** Versions that are to be written once more, though nobody has edited them here. */
const anew = new WeakSet<Project>();

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

export const storedProject = (projectId: string): Promise<StoredProject> =>
  askEngine<StoredProject>((engine) => engine.findProject(projectId));

/**
 * Shows the project as it is stored, where that is another version than this tab knows. Edits that this
 * tab has not saved are set aside.
 * @param isTold whether another tab said that it changed the project: then it may have deleted it. Else the
 *               storage was cleared, and what this tab has is to be written anew.
 */
export async function catchUp(projectId: string, isTold = false): Promise<void> {
  const stored = await storedProject(projectId);
  if (isKnown(projectId, stored)) return;
  if (stored.kind !== "none" || isTold) return takeTheirs(projectId, stored);
  noteRevision(projectId, null);
  const ours = find(projectId);
  if (!ours) return;
  anew.add(ours);
  markEdited(projectId);
}

function isKnown(projectId: string, stored: StoredProject): boolean {
  const known = knownRevision(projectId);
  switch (stored.kind) {
    case "none":
      return known === null;
    case "readable": {
      const { project, isNewer } = stored;
      const isMarked = useAppStore.getState().readOnly[projectId] === "newer";
      return (project.revision ?? 0) === known && isMarked === isNewer;
    }
    case "unreadable":
      return false;
    default:
      return stored satisfies never;
  }
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
  const stored = await storedProject(projectId);
  const ours = find(projectId);
  if (stored.kind === "none" && ours && anew.has(ours))
    unmarkEdited(projectId); // who has it writes it anew, and tells
  else takeTheirs(projectId, stored);
}

const find = (projectId: string): Project | undefined =>
  useAppStore.getState().projects.find(({ id }) => id === projectId);

function takeTheirs(projectId: string, stored: StoredProject): void {
  const ours = find(projectId);
  const wasKnown = knownRevision(projectId) !== null;
  if (unmarkEdited(projectId) && ours && !isAsStored(ours, stored)) keepAside(ours);
  if (stored.kind === "readable") {
    noteStored(stored.project);
    if (stored.isNewer) markNewer(projectId);
    showProject(stored.project);
    return;
  }
  noteRevision(projectId, null);
  if (ours) hideProject(projectId);
  if (stored.kind === "unreadable") listUnreadable(stored.document);
  if (!ours || !wasKnown) return;
  const what = stored.kind === "none" ? "deleted" : stored.document.reason;
  notify({ tone: "info", message: `notice.${what}Elsewhere`, values: { name: ours.name } });
}

const isAsStored = (ours: Project, stored: StoredProject): boolean =>
  stored.kind === "readable" &&
  sameData({ ...ours, revision: 0 }, { ...stored.project, revision: 0 });

/** A banner says so while it is in view. */
const markNewer = (projectId: string): void =>
  useAppStore.setState(({ readOnly }) => ({ readOnly: { ...readOnly, [projectId]: "newer" } }));

/** The Library desk shows it, and saves what is there. */
const listUnreadable = (document: UnreadableDocument): void =>
  useAppStore.setState(({ unreadable }) => ({
    unreadable: [...unreadable.filter(({ key }) => key !== document.key), document],
  }));
