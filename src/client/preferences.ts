/** Changes of personal choices, kept at once. */
import { pageStorage } from "../state/pageStorage.ts";
import { loadPreferences, type PreferencesSlice, savePreferences } from "../state/preferences.ts";
import { useAppStore } from "../state/store.ts";
import { notify } from "./notices.ts";

let isTold = false;

/**
 * They lie in the page's own storage, as the first paint needs them. It has a room of its own, which nothing that
 * is deleted frees: so a refusal is a notice, once, and no trouble of the storage that holds the work.
 */
export function setPreferences(changes: Partial<PreferencesSlice>): void {
  useAppStore.setState(changes);
  // Another tab may have chosen, too: only what was chosen here is written over what is kept.
  const isKept = savePreferences(pageStorage, { ...loadPreferences(pageStorage), ...changes });
  const { storage } = useAppStore.getState();
  if (isKept || isTold || storage === "memory") return; // then a banner says that nothing is kept
  isTold = true;
  notify({ tone: "info", message: "notice.preferenceNotKept" });
}
