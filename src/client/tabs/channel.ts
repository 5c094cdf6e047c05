/** What the tabs of the app tell each other. A browser without `BroadcastChannel` has tabs that tell nothing. */

import { newId } from "../../state/project.ts";
import type { RunEvent } from "../../state/runs.ts";

/** Of this page, for as long as it lives. */
export const tabId = newId();

/** Of a run, without its pictures: those are drawn where it trains. */
export type ToldRunEvent = Exclude<RunEvent, { type: "preview" | "film" }>;

export type TabMessage =
  /** Another tab holds other locks than before. */
  | { readonly type: "locks" }
  /** A project was saved or deleted. */
  | { readonly type: "project"; readonly projectId: string }
  /** Whoever holds this lock is asked to save, and to answer `yours`. */
  | { readonly type: "wanted"; readonly lock: string }
  | { readonly type: "yours"; readonly lock: string; readonly to: string }
  /** News of the run that trains in another tab. */
  | { readonly type: "run"; readonly name: string; readonly event: ToldRunEvent }
  /** Records of runs were written or deleted. */
  | { readonly type: "runs" }
  /** Photos were removed for good. */
  | { readonly type: "photosErased"; readonly hashes: readonly string[] };

/** A tab of another version of the app may speak differently. */
const version = 1;

interface Envelope {
  readonly version: typeof version;
  readonly from: string;
  readonly message: TabMessage;
}

type Listener = (message: TabMessage, from: string) => void;

const listeners = new Set<Listener>();
const channel = globalThis.BroadcastChannel ? new BroadcastChannel("latent-loom") : null;
if (channel) {
  channel.onmessage = ({ data }: MessageEvent<Envelope>) => {
    if (data.version !== version) return;
    for (const listener of listeners) listener(data.message, data.from);
  };
}

/** Tells all other tabs. */
export function tellTabs(message: TabMessage): void {
  channel?.postMessage({ version, from: tabId, message } satisfies Envelope);
}

/** @returns takes the listener away again */
export function listenToTabs(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
