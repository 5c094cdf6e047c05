/** Changes of personal choices, kept at once. */
import { pageStorage } from "../state/pageStorage.ts";
import { type PreferencesSlice, savePreferences } from "../state/preferences.ts";
import { useAppStore } from "../state/store.ts";

export function setPreferences(changes: Partial<PreferencesSlice>): void {
  useAppStore.setState(changes);
  savePreferences(pageStorage, useAppStore.getState());
}
