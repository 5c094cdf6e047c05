/** Bringing images in: files go to the worker, what it accepts becomes photos of classes. */
import { inTurn } from "../lib/inTurn.ts";
import { nextTask } from "../lib/nextTask.ts";
import type { ImportItem, ImportReport, ImportTarget, SkippedFile } from "../protocol/importing.ts";
import type { ImportOutcome } from "../state/intake.ts";
import { useAppStore } from "../state/store.ts";
import { askToKeep } from "./askToKeep.ts";
import { notify, notifyError } from "./notices.ts";
import { createProject, mayEdit } from "./projects.ts";
import { finishWhenSaved, takeIn } from "./takeIn.ts";
import { cancelWork, isCancelled, type PageWork, runWork } from "./work.ts";
import { askEngine } from "./workers.ts";

/** To send one file costs the page up to 0.2 ms. */
const handedAtOnce = 100;

const importInTurn = inTurn();
/** Imports that were asked for and have not ended. */
let open = 0;
/** Of the import that is under way; those that wait for it have not begun. */
let currentId: string | null = null;
/** Imports that ended for another tab's sake; nobody called them off. */
const takenOver = new Set<string>();

export interface ImportPlace {
  /** In view when the files were given, which may be long before they are read; null where none was. */
  readonly projectId: string | null;
  /** Where loose files go; without it they go to a class called `looseName`. */
  readonly classId?: string;
  readonly looseName: string;
  /** For a new project, where none is open. */
  readonly projectName: string;
}

/**
 * Imports files into the project that they were given to (the one in view, else a new one, where none was open
 * then). Files from a folder join the class of that name. `refused`: what the page could not even hand over; it
 * joins the report. A second import waits for the first, and its report joins that of the first.
 */
export async function importFiles(
  items: readonly ImportItem[],
  place: ImportPlace,
  refused: readonly SkippedFile[] = [],
): Promise<void> {
  const isFollowing = open > 0;
  open += 1;
  const name = nameOf(place.projectId) ?? place.projectName;
  const { result } = runWork({ kind: "import", name }, (work) =>
    importInTurn(() => importNow(work, items, place, refused, isFollowing), work.signal),
  );
  try {
    await result;
  } catch (error) {
    if (!isCancelled(error)) notifyError(error);
    else if (place.projectId) tellReport(place.projectId, { ...nothing, cancelled: true });
  } finally {
    open -= 1;
  }
}

const nameOf = (projectId: string | null): string | undefined =>
  useAppStore.getState().projects.find(({ id }) => id === projectId)?.name;

async function importNow(
  work: PageWork,
  items: readonly ImportItem[],
  place: ImportPlace,
  refused: readonly SkippedFile[],
  isFollowing: boolean,
): Promise<void> {
  if (!place.projectId && !useAppStore.getState().activeProjectId) createProject(place.projectName);
  const projectId = place.projectId ?? useAppStore.getState().activeProjectId;
  if (!projectId) return;
  if (!mayEdit(projectId)) {
    const values = { count: items.length };
    if (isFollowing) notify({ tone: "bad", message: "notice.importNotBegun", values }); // it could be edited when they were given
    return;
  }
  if (!isFollowing) closeImportReport(projectId);
  currentId = work.id;
  try {
    work.progress(0, items.length);
    await nextTask(); // the page shows first that it has them
    const target = { ...place, projectId };
    const report = await read(work, items, target);
    if (report) tellImported(work.id, target, report, refused);
    else tellReport(projectId, { ...nothing, skipped: refused, ...endOf(work.id, true) });
  } finally {
    currentId = null;
    takenOver.delete(work.id);
  }
}

/** Null where they were called off, and no engine says what it had read by then. */
async function read(
  { id, signal, ask }: PageWork,
  items: readonly ImportItem[],
  target: ImportTarget,
): Promise<ImportReport | null> {
  const last = Math.max(0, Math.floor((items.length - 1) / handedAtOnce) * handedAtOnce);
  let isBegun = false;
  try {
    return await ask(async (engine) => {
      for (let at = 0; at < last; at += handedAtOnce) {
        await engine.handOver(id, items.slice(at, at + handedAtOnce));
        signal.throwIfAborted();
      }
      isBegun = true;
      return engine.importFiles(id, items.slice(last), target);
    });
  } catch (error) {
    if (!isCancelled(error)) throw error;
    // What an engine had read that is lost joins the project at the next start.
    if (!isBegun) void askEngine((engine) => engine.finishImport(id)).catch(() => undefined);
    return null;
  }
}

/** Takes the photos into their project, and says what became of the rest. */
function tellImported(
  importId: string,
  target: ImportTarget,
  report: ImportReport,
  refused: readonly SkippedFile[],
): void {
  const { projectId } = target;
  const count = report.imported.length;
  const taken = takeIn(report.imported, target);
  if (taken || count === 0) finishWhenSaved(importId, report.imported);
  if (count > 0) askToKeep();
  const { added = 0, known = 0, joined = [] } = taken ?? {};
  tellReport(projectId, {
    skipped: [...report.skipped, ...refused],
    ...endOf(importId, report.cancelled),
    added,
    known,
    renamed: [...report.renamed, ...joined],
  });
  if (added > 0) {
    const isInView = projectId === useAppStore.getState().activeProjectId;
    const message = isInView ? "notice.imported" : "notice.importedElsewhere";
    const values = { count: added, name: nameOf(projectId) ?? "" };
    notify({ tone: "good", message, values, undo: true });
  } else if (!taken && count > 0) {
    const isThere = nameOf(projectId) !== undefined;
    const message = isThere ? "notice.importWaits" : "notice.importWithoutProject";
    notify({ tone: "info", message, values: { count } });
  }
}

/** Whether it was called off, and by whom. */
function endOf(importId: string, isCutOff: boolean) {
  const isTakenOver = isCutOff && takenOver.has(importId);
  return { cancelled: isCutOff && !isTakenOver, takenOver: isTakenOver };
}

const nothing: ImportOutcome = {
  skipped: [],
  renamed: [],
  cancelled: false,
  takenOver: false,
  added: 0,
  known: 0,
};

/** Joins what is still to be read about imports into the project. */
const tellReport = (projectId: string, outcome: ImportOutcome): void =>
  useAppStore.setState(({ importReports }) => {
    const earlier = importReports[projectId];
    return {
      importReports: {
        ...importReports,
        [projectId]: earlier ? together(earlier, outcome) : outcome,
      },
    };
  });

const together = (first: ImportOutcome, second: ImportOutcome): ImportOutcome => ({
  skipped: [...first.skipped, ...second.skipped],
  renamed: [...first.renamed, ...second.renamed],
  cancelled: first.cancelled || second.cancelled,
  takenOver: first.takenOver || second.takenOver,
  added: first.added + second.added,
  known: first.known + second.known,
});

/**
 * Ends the import that is under way because another tab takes its project over; what was read so far stays.
 * @returns its id; null where there is none
 */
export function endImportForOther(): string | null {
  if (currentId === null) return null;
  takenOver.add(currentId);
  cancelWork(currentId);
  return currentId;
}

export const closeImportReport = (projectId: string): void =>
  useAppStore.setState(({ importReports: { [projectId]: _, ...others } }) => ({
    importReports: others,
  }));
