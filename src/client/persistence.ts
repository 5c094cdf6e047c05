/**
 * Keeps the projects in the engine's storage, a moment after each edit. This tab writes only projects that
 * it holds, and only over the version that it knows.
 */
import { inTurn } from "../lib/inTurn.ts";
import { sameData } from "../lib/sameData.ts";
import type { Project } from "../protocol/project.ts";
import { useAppStore } from "../state/store.ts";
import {
  editedProjects,
  isEdited,
  lastEdited,
  noteLastStored,
  onEdited,
  unmarkEdited,
} from "./edited.ts";
import { isOfStorage, notifyError } from "./notices.ts";
import { tellTabs } from "./tabs/channel.ts";
import { myProjects } from "./tabs/myProjects.ts";
import { giveWay, knownRevision, noteRevision, storedProject } from "./tabs/storedProjects.ts";
import { apartBase, type Unsaved } from "./unsaved.ts";
import { askEngine } from "./workers.ts";

const calmMs = 300;
const retryMs = 5000;

/** One save after the other: each states the revision that the one before it made. */
const saveInTurn = inTurn();
/** Of each project, what was written without an answer: it may have been stored. */
const unanswered = new Map<string, readonly Project[]>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** From here on every edit of a project is kept, and those made before it. */
export function startSaving(): void {
  onEdited(() => saveAfter(calmMs));
  if (editedProjects().length > 0) saveAfter(0);
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void saveNow();
  });
}

/** Tries at once to save what could not be saved. */
export function saveAgain(): void {
  if (useAppStore.getState().saved === "failed") saveAfter(0);
}

/** Saves what is edited, without waiting for a calm moment. Failures are told. */
export const saveNow = (): Promise<void> => saveInTurn(saveEdited);

/** Shows the project as another tab saved it; what this one could not save is set aside. */
export const giveUpProject = (projectId: string): Promise<void> =>
  saveInTurn(async () => {
    if (isEdited(projectId)) await giveUp(projectId);
    tellSaved();
  });

function saveAfter(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void saveNow(), ms);
}

/** What storage does not hold yet, deletions too, each with the stored revision that it was made to. */
export function unsavedEdits(): Unsaved[] {
  const { setAside } = useAppStore.getState();
  return [
    ...editedProjects().flatMap((id): Unsaved[] => {
      const [project, base] = [find(id), knownRevision(id)];
      if (project) return [{ project, base }];
      return base === null ? [] : [{ deletedId: id, base }];
    }),
    ...setAside.map((project) => ({ project, base: apartBase })),
  ];
}

/** One that fails is told once, does not keep back the others, and is tried again. */
async function saveEdited(): Promise<void> {
  const failures: unknown[] = [];
  for (const projectId of editedProjects()) {
    await saveOne(projectId).catch((error: unknown) => failures.push(error));
  }
  if (failures.length === 0) {
    if (editedProjects().length > 0) saveAfter(calmMs); // one was changed while it was written
    return tellSaved();
  }
  const isFirst = useAppStore.getState().saved !== "failed";
  useAppStore.setState({ saved: "failed" });
  const [failure] = failures.filter((error) => !isOfStorage(error)); // those the engine tells itself
  if (isFirst && failure !== undefined) notifyError(failure);
  saveAfter(retryMs);
}

function tellSaved(): void {
  if (editedProjects().length === 0) useAppStore.setState({ saved: "saved" });
}

async function saveOne(projectId: string): Promise<void> {
  if (!(await myProjects().claim(projectId))) return giveUp(projectId);
  const project = find(projectId);
  try {
    await write(projectId, project);
  } catch (error) {
    if (!(error instanceof Error && error.name === "Conflict")) throw error;
    if (!(await isOurOwn(projectId))) return giveUp(projectId);
    await write(projectId, project);
  }
  if (find(projectId) === project) unmarkEdited(projectId);
  tellTabs({ type: "project", projectId });
}

/** What could not be written of it is no trouble any more. */
async function giveUp(projectId: string): Promise<void> {
  await giveWay(projectId);
  await waive(projectId);
}

const waive = (projectId: string): Promise<void> =>
  askEngine((engine) => engine.waiveProject(projectId)).catch(() => undefined); // a new engine knows of none

const find = (projectId: string): Project | undefined =>
  useAppStore.getState().projects.find(({ id }) => id === projectId);

/** @param project undefined: it was deleted */
async function write(projectId: string, project: Project | undefined): Promise<void> {
  if (project) await writeVersion(project);
  else await writeDeletion(projectId);
  unanswered.delete(projectId);
}

async function writeVersion(project: Project): Promise<void> {
  const { id } = project;
  const base = knownRevision(id);
  unanswered.set(id, [...(unanswered.get(id) ?? []), project]);
  noteRevision(id, await askEngine((engine) => engine.saveProject(project, base)));
}

/** What goes to the bin is what is stored: edits that were made a moment before are stored first. */
async function writeDeletion(projectId: string): Promise<void> {
  const last = lastEdited(projectId);
  if (last) {
    await writeVersion(last);
    noteLastStored(projectId);
  }
  const base = knownRevision(projectId);
  if (base === null) return waive(projectId);
  await askEngine((engine) => engine.deleteProject(projectId, base));
  noteRevision(projectId, null);
}

/**
 * Whether what is stored in place of the version that this tab knows is its own doing, or nobody's: a write
 * that was not answered, or a storage that was cleared. Then its newest version may be written.
 */
async function isOurOwn(projectId: string): Promise<boolean> {
  const isAlone = myProjects().isLocked(projectId) || useAppStore.getState().storage === "memory";
  const stored = await storedProject(projectId);
  switch (stored.kind) {
    case "none":
      if (!isAlone) return false; // another tab deleted it
      noteRevision(projectId, null);
      return true;
    case "readable": {
      const { project, isNewer } = stored;
      const isOurs = unanswered.get(projectId)?.some((ours) => isSameButRevision(ours, project));
      if (isNewer || !isOurs) return false;
      noteRevision(projectId, project.revision ?? 0);
      return true;
    }
    case "unreadable":
      return false;
    default:
      return stored satisfies never;
  }
}

const isSameButRevision = (
  { revision: _, ...a }: Project,
  { revision: __, ...b }: Project,
): boolean => sameData(a, b);
