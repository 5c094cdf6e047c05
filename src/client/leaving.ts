/** What is done when the page is left, so that nothing is lost; and at the next start with what was left. */
import type { Project } from "../protocol/project.ts";
import { pageStorage } from "../state/pageStorage.ts";
import { newId } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { isImporting } from "../state/works.ts";
import { isLostWithPage } from "./atRisk.ts";
import { notify } from "./notices.ts";
import { unsavedEdits } from "./persistence.ts";
import { addProject, deleteProject, freeName, mayEdit } from "./projects.ts";
import { tabId } from "./tabs/channel.ts";
import { recoveryOf, type UnsavedDeletion, UnsavedEdits, type UnsavedProject } from "./unsaved.ts";
import { askEngine } from "./workers.ts";

const edits = new UnsavedEdits(pageStorage, tabId);

/** All that was made in memory is stored by now. */
export const noteKept = (): void => useAppStore.setState({ hasMade: false });

/** Call it once, at the start. */
export function watchLeaving(): void {
  addEventListener("beforeunload", (event) => {
    finishTyping();
    const isKept = keep();
    const { works, unstoredImages } = useAppStore.getState();
    if (!isKept || isImporting({ works }) || unstoredImages > 0) event.preventDefault(); // the browser asks
  });
  addEventListener("pagehide", () => {
    finishTyping();
    keep();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    keep(); // it may never be seen again
    keepRun();
  });
  document.addEventListener("freeze", keepRun);
  // What is set aside is nowhere else, and a page need not live to be left.
  useAppStore.subscribe((state) => state.setAside, keepUnsaved);
  useAppStore.subscribe(
    (state) => state.saved,
    (saved) => saved === "saved" && keepUnsaved(),
  );
}

/** @returns whether all edits of a session that is kept will be there at the next start */
const keepUnsaved = (): boolean =>
  useAppStore.getState().storage === "kept" && edits.keep(unsavedEdits());

/**
 * Leaves what is not saved for a later start. Call it when what was kept is out of sight from here on, before it
 * is forgotten which version of it each edit was made to.
 */
export const leaveForLater = (): unknown => edits.keep(unsavedEdits());

/** @returns whether all that was done will be there at the next start */
function keep(): boolean {
  const state = useAppStore.getState();
  const isKept = state.storage === "memory" || keepUnsaved();
  return isKept && !isLostWithPage(state);
}

/** A page that is out of sight may be frozen or closed at any time. */
function keepRun(): void {
  if (!useAppStore.getState().runs.some((run) => run.state === "training")) return;
  void askEngine((engine) => engine.saveNow()).catch(() => undefined); // it is kept every few seconds too
}

/** What is typed into a field counts as soon as the field is left. */
function finishTyping(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/**
 * Makes the edits again that earlier pages were left with. Call it once the projects are there. A session in
 * memory leaves them where they are: it may not see the projects that they were made to, nor keep them.
 * @param living ids of other tabs, whose edits are their own
 */
export function takeUpEdits(stored: readonly Project[], living: Iterable<string>): void {
  if (useAppStore.getState().storage === "memory") return;
  const byId = new Map(stored.map((project) => [project.id, project]));
  const taken = edits.take(living);
  for (const edit of taken) if ("project" in edit) takeUp(edit, byId.get(edit.project.id));
  for (const edit of taken) if ("deletedId" in edit) deleteAgain(edit, byId.get(edit.deletedId)); // last: an edit takes its notice away
  if (taken.length > 0) keepUnsaved(); // what had been written after all is none of it
}

/** Unless it was changed since; the notice offers to take it back. */
function deleteAgain({ deletedId, base }: UnsavedDeletion, stored: Project | undefined): void {
  if (stored && (stored.revision ?? 0) === base) deleteProject(deletedId);
}

function takeUp(edit: UnsavedProject, stored: Project | undefined): void {
  const { project } = edit;
  const recovery = recoveryOf(edit, stored);
  if (recovery === "written") return;
  if (recovery === "again" && (!stored || mayEdit(project.id))) {
    addProject(project);
    return;
  }
  addProject({ ...project, id: newId(), name: freeName(project.name) });
  notify({ tone: "info", message: "notice.editsApart", values: { name: project.name } });
}
