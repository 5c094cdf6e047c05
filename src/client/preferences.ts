/** Changes of personal choices, kept at once. */
import { type PreferencesSlice, savePreferences } from "../state/preferences.ts";
import { useAppStore } from "../state/store.ts";

export function setPreferences(changes: Partial<PreferencesSlice>): void {
  useAppStore.setState(changes);
  savePreferences(localStorage, useAppStore.getState());
}
