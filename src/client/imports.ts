/** Bringing images in: files go to the worker, what it accepts becomes photos of classes. */
import { nextTask } from "../lib/nextTask.ts";
import type { ImportItem, SkippedFile } from "../protocol/engine.ts";
import { newId } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { askToKeep } from "./askToKeep.ts";
import { notify, notifyError } from "./notices.ts";
import { createProject, mayEdit } from "./projects.ts";
import { finishWhenSaved, takeIn } from "./takeIn.ts";
import { askEngine } from "./workers.ts";

/** To send one file costs the page up to 0.2 ms. */
const handedAtOnce = 100;

let queue: Promise<unknown> = Promise.resolve();

export interface ImportPlace {
  /** Where loose files go; without it they go to a class called `looseName`. */
  readonly classId?: string;
  readonly looseName: string;
  /** For a new project, where none is open. */
  readonly projectName: string;
}

/**
 * Imports files into the project in view (a new one where none is open). Files from a folder join the
 * class of that name. `refused`: what the page could not even hand over; it joins the report.
 * A second import waits for the first.
 */
export function importFiles(
  items: readonly ImportItem[],
  place: ImportPlace,
  refused: readonly SkippedFile[] = [],
): Promise<void> {
  const done = queue.then(() => importNow(items, place, refused)).catch(notifyError);
  queue = done;
  return done;
}

async function importNow(
  items: readonly ImportItem[],
  place: ImportPlace,
  refused: readonly SkippedFile[],
): Promise<void> {
  if (!useAppStore.getState().activeProjectId) createProject(place.projectName);
  const projectId = useAppStore.getState().activeProjectId;
  if (!projectId || !mayEdit(projectId)) return;
  const importId = newId();
  useAppStore.setState({
    importing: { importId, done: 0, total: items.length },
    importReport: null,
  });
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
    useAppStore.setState({
      importReport: { skipped, cancelled, added, known, renamed: [...renamed, ...joined] },
    });
    if (added > 0) {
      const values = { count: added };
      notify({ tone: "good", message: "notice.imported", values, undo: true });
    } else if (!taken && count > 0) {
      notify({ tone: "info", message: "notice.importWaits", values: { count } });
    }
  } finally {
    useAppStore.setState({ importing: null });
  }
}

/** Stops the import that is going on; what was read so far stays. */
export async function cancelImport(): Promise<void> {
  const { importing } = useAppStore.getState();
  if (importing) await askEngine((engine) => engine.cancelImport(importing.importId));
}

export const closeImportReport = (): void => useAppStore.setState({ importReport: null });
