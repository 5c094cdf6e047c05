/** Short lines at the foot of the screen. */
import { engineErrorNames } from "../protocol/engine.ts";
import { newId } from "../state/project.ts";
import type { Notice } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";

const shownMs = 10_000;
const most = 4;

/** Shows a notice for ten seconds. One that offers undo goes with the next edit, which it does not mean. */
export function notify(notice: Omit<Notice, "id">): void {
  const id = newId();
  useAppStore.setState((state) => ({
    notices: [...state.notices, { ...notice, id }].slice(-most),
  }));
  const dismiss = () => {
    unsubscribe?.();
    dismissNotice(id);
  };
  const unsubscribe = notice.undo && useAppStore.subscribe((state) => state.projects, dismiss);
  setTimeout(dismiss, shownMs);
}

export const dismissNotice = (id: string): void =>
  useAppStore.setState((state) => ({
    notices: state.notices.filter((notice) => notice.id !== id),
  }));

/** Names of failures that the page has a sentence for (`error.<name>`); others read "Unexpected". */
const known: ReadonlySet<string> = new Set([...engineErrorNames, "WorkerLost"]);

/** The catalogue id of the sentence for an error; only the name survives the worker boundary. */
export function errorMessageId(error: unknown): `error.${string}` {
  const name = error instanceof Error ? error.name : "";
  return `error.${known.has(name) ? name : "Unexpected"}`;
}

/** Tells the user that something failed. */
export const notifyError = (error: unknown): void =>
  notify({ tone: "bad", message: errorMessageId(error) });
