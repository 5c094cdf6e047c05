/** Bringing images in: files go to the worker, what it accepts becomes photos of classes. */
import { inTurn } from "../lib/inTurn.ts";
import { nextTask } from "../lib/nextTask.ts";
import type { ImportItem, SkippedFile } from "../protocol/importing.ts";
import type { ImportOutcome } from "../state/intake.ts";
import { newId } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { askToKeep } from "./askToKeep.ts";
import { notify, notifyError } from "./notices.ts";
import { createProject, mayEdit } from "./projects.ts";
import { finishWhenSaved, takeIn } from "./takeIn.ts";
import { askEngine } from "./workers.ts";

/** To send one file costs the page up to 0.2 ms. */
const handedAtOnce = 100;

const importInTurn = inTurn();
/** Imports that were asked for and have not ended. */
let open = 0;

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
export function importFiles(
  items: readonly ImportItem[],
  place: ImportPlace,
  refused: readonly SkippedFile[] = [],
): Promise<void> {
  const isFollowing = open > 0;
  open += 1;
  return importInTurn(() => importNow(items, place, refused, isFollowing))
    .catch(notifyError)
    .finally(() => {
      open -= 1;
    });
}

async function importNow(
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
  const importId = newId();
  if (!isFollowing) closeImportReport(projectId);
  useAppStore.setState({ importing: { importId, done: 0, total: items.length } });
  await nextTask(); // the page shows first that it has them
  try {
    const target = { ...place, projectId };
    const report = await askEngine(async (engine) => {
      const last = Math.max(0, Math.floor((items.length - 1) / handedAtOnce) * handedAtOnce);
      for (let at = 0; at < last; at += handedAtOnce)
        await engine.handOver(importId, items.slice(at, at + handedAtOnce));
      return engine.importFiles(importId, items.slice(last), target);
    });
    const count = report.imported.length;
    const taken = takeIn(report.imported, target);
    if (taken || count === 0) finishWhenSaved(importId, report.imported);
    if (count > 0) askToKeep();
    const { added = 0, known = 0, joined = [] } = taken ?? {};
    const { cancelled, renamed } = report;
    const skipped = [...report.skipped, ...refused];
    tellReport(projectId, {
      skipped,
      cancelled,
      added,
      known,
      renamed: [...renamed, ...joined],
    });
    const { projects, activeProjectId } = useAppStore.getState();
    const project = projects.find(({ id }) => id === projectId);
    if (added > 0) {
      const isInView = projectId === activeProjectId;
      const message = isInView ? "notice.imported" : "notice.importedElsewhere";
      const values = { count: added, name: project?.name ?? "" };
      notify({ tone: "good", message, values, undo: true });
    } else if (!taken && count > 0) {
      const message = project ? "notice.importWaits" : "notice.importWithoutProject";
      notify({ tone: "info", message, values: { count } });
    }
  } finally {
    useAppStore.setState({ importing: null });
  }
}

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
  added: first.added + second.added,
  known: first.known + second.known,
});

/** Stops the import that is going on; what was read so far stays. */
export async function cancelImport(): Promise<void> {
  const { importing } = useAppStore.getState();
  if (importing) await askEngine((engine) => engine.cancelImport(importing.importId));
}

export const closeImportReport = (projectId: string): void =>
  useAppStore.setState(({ importReports: { [projectId]: _, ...others } }) => ({
    importReports: others,
  }));
