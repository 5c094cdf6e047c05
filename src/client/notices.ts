/** Short lines at the foot of the screen. */
import { engineErrorNames } from "../protocol/errors.ts";
import { newId } from "../state/project.ts";
import type { Notice } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";
import { Countdowns } from "./countdowns.ts";

const shownMs = 10_000;
const most = 4;

const countdowns = new Countdowns();

/**
 * Shows a notice for ten seconds, not counting those in which someone looks at one. One that offers undo
 * goes as soon as undo would not take back what it means.
 */
export function notify(notice: Omit<Notice, "id">): void {
  const id = newId();
  useAppStore.setState(({ notices }) => ({ notices: withinRoom(notices, { ...notice, id }) }));
  const dismiss = () => {
    stopWatching?.();
    dismissNotice(id);
  };
  const stopWatching = notice.undo && watchLastEdit(dismiss);
  countdowns.start(id, shownMs, dismiss);
}

/**
 * Calls back when undo does not take back the edit that was the last one until now: another was made, or it was
 * undone, or forgotten. A change that the history does not see is no edit: names in another language, say.
 */
function watchLastEdit(onOther: () => void): () => void {
  const history = useAppStore.temporal;
  const isSeen = () => history.getState().isTracking;
  const ends = [
    useAppStore.subscribe(
      (state) => state.projects,
      () => isSeen() && onOther(),
    ),
    history.subscribe(({ pastStates }, before) => {
      if (pastStates.length < before.pastStates.length) onOther();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** Whether it can be used, not only read. */
const offers = ({ undo, restoreRunId, changeBack, aside }: Notice): boolean =>
  undo === true || restoreRunId !== undefined || changeBack !== undefined || aside !== undefined;

/** The oldest make room for a new one; what can be taken back stays its whole time. */
function withinRoom(notices: readonly Notice[], fresh: Notice): readonly Notice[] {
  const surplus = notices.length + 1 - most;
  const plain = notices.filter((notice) => !offers(notice)).slice(0, Math.max(0, surplus));
  return [...notices.filter((notice) => !plain.includes(notice)), fresh];
}

export function dismissNotice(id: string): void {
  countdowns.stop(id);
  useAppStore.setState(({ notices }) => ({ notices: notices.filter((entry) => entry.id !== id) }));
}

/** Someone points at a notice, or has the focus in one: all of them wait. */
export const holdNotices = (): void => countdowns.hold();
export const releaseNotices = (): void => countdowns.release();

/** Names of failures that the page has a sentence for (`error.<name>`); others read "Unexpected". */
const known: ReadonlySet<string> = new Set([...engineErrorNames, "WorkerLost"]);

/** The catalogue id of the sentence for an error; only the name survives the worker boundary. */
export function errorMessageId(error: unknown): `error.${string}` {
  const name = error instanceof Error ? error.name : "";
  if (name === "OutOfMemory") return "error.NoMemoryForThis"; // a run that trains says so by its state
  return `error.${known.has(name) ? name : "Unexpected"}`;
}

/** Whether something could not be written: what the engine keeps, it tells of itself, on every desk. */
export const isOfStorage = (error: unknown): boolean =>
  error instanceof Error && (error.name === "StorageFull" || error.name === "StorageFailed");

/** Tells the user that something failed; who called it off knows. */
export function notifyError(error: unknown): void {
  const isCalledOff = error instanceof Error && error.name === "Cancelled";
  if (!isCalledOff) notify({ tone: "bad", message: errorMessageId(error) });
}
