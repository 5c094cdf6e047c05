/** What only this page or its engine has, and whether it goes with either of them. */
import type { StorageTrouble } from "../protocol/storageUse.ts";
import { type AppState, useAppStore } from "../state/store.ts";

type What = StorageTrouble["what"];

/** The page holds projects itself, the engine what it trained; nothing waits of a photo that found no room. */
const ofPage: readonly What[] = ["run", "film", "result", "settings"];
const ofEngine: readonly What[] = ["run", "film"];

/** Whether a session in memory has made anything. */
export const hasMadeInMemory = ({ storage, hasMade }: AppState): boolean =>
  storage === "memory" && hasMade;

/** Whether something goes with the page that is neither stored nor left to the next one. */
export const isLostWithPage = (state: AppState): boolean =>
  hasMadeInMemory(state) || state.unwritten.some((what) => ofPage.includes(what));

/** `made`: by a session in memory; `unwritten`: the newest of what is stored, for which there was no room. */
export type AtRisk = "made" | "unwritten";

/** What goes with an engine that is replaced; null where nothing does, or where it is kept first. */
export function lostWithEngine(state: AppState): AtRisk | null {
  if (state.engineStatus === "lost") return null; // it is gone already
  if (hasMadeInMemory(state)) return isKeptFirst(state) ? null : "made";
  return state.unwritten.some((what) => ofEngine.includes(what)) ? "unwritten" : null;
}

/** Storage answers by now: what was made meanwhile goes there before the engine is replaced. */
export const isKeptFirst = (state = useAppStore.getState()): boolean =>
  state.storage === "memory" && state.isStorageBack && state.engineStatus !== "lost";
