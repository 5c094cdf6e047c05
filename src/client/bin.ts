/** What was deleted: listed, brought back, or removed for good. */
import type { BinItem, Binned } from "../protocol/storage.ts";
import { addClassAt, addPhotos, addPhotosTo, newProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { notify, notifyError } from "./notices.ts";
import { saveAgain, saveNow } from "./persistence.ts";
import { addProject, editProjectById, freeName, openProject } from "./projects.ts";
import { restoreRun } from "./runs.ts";
import { askEngine } from "./workers.ts";

/** Projects in place of deleted ones, by the id of the deleted one. */
const replacements = new Map<string, string>();

/** Newest deletion first. */
export const binItems = (): Promise<BinItem[]> => askEngine((engine) => engine.bin());

/** Puts it back where it was; the list drops it once its project is saved. */
export async function bringBack({ id, name }: BinItem): Promise<void> {
  try {
    const content = await askEngine<Binned | null>(async (engine) => engine.binned(id));
    if (!content) return;
    if (content.kind === "run") await restoreRun(content.record.runId);
    else if (!putBack(content)) return;
    notify({ tone: "good", message: "notice.broughtBack", values: { name } });
  } catch (error) {
    notifyError(error);
  }
}

/**
 * Removes things from the bin for good; what could not be saved for want of room is saved then. Edits are
 * written first, or tried: the engine takes nothing away that they have brought back.
 */
export async function eraseBinned(ids: readonly string[]): Promise<void> {
  await saveNow();
  await askEngine((engine) => engine.eraseBinned(ids)).catch(notifyError);
  saveAgain();
}

/** All that is in the bin, and what else nothing needs. */
export async function emptyTrash(): Promise<void> {
  await saveNow();
  await askEngine((engine) => engine.emptyTrash()).catch(notifyError);
  saveAgain();
}

/** @returns whether it was put back: not into a project that is read-only here */
function putBack(content: Exclude<Binned, { kind: "run" }>): boolean {
  if (content.kind === "project") {
    const { revision: _, ...project } = content.project; // it is new to the database
    addProject({ ...project, name: freeName(project.name, project.id) });
    openProject(project.id);
    return true;
  }
  const projectId = placeFor(content);
  return editProjectById(projectId, (project) => {
    const known = new Set(project.classes.flatMap((entry) => entry.photos.map(({ id }) => id)));
    const isLacking = ({ id }: { readonly id: string }) => !known.has(id);
    if (content.kind === "photos") {
      const photos = content.photos.filter(isLacking);
      const hasClass = project.classes.some(({ id }) => id === content.classId);
      return hasClass
        ? addPhotosTo(project, content.classId, photos)
        : addPhotos(project, content.className, photos);
    }
    const entry = { ...content.entry, photos: content.entry.photos.filter(isLacking) };
    return project.classes.some(({ id }) => id === entry.id)
      ? addPhotosTo(project, entry.id, entry.photos)
      : addClassAt(project, entry, content.place);
  });
}

/** The project that it was of; where that is deleted one in its place, the same for all that was of it, which is opened. */
function placeFor({ projectId, projectName }: Extract<Binned, { projectId: string }>): string {
  const isThere = (wanted: string) =>
    useAppStore.getState().projects.some(({ id }) => id === wanted);
  if (isThere(projectId)) return projectId;
  const known = replacements.get(projectId);
  const id = known !== undefined && isThere(known) ? known : made(projectName);
  replacements.set(projectId, id);
  openProject(id);
  return id;
}

function made(name: string): string {
  const project = newProject(freeName(name));
  addProject(project);
  return project.id;
}
