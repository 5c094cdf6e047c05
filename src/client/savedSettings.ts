/** Keeps the small choices in the engine's storage: only what was chosen anew, as another tab may have chosen, too. */
import { inTurn } from "../lib/inTurn.ts";
import type { Settings, SettingsChange } from "../protocol/workspace.ts";
import { type AppState, useAppStore } from "../state/store.ts";
import { isOfStorage, notifyError } from "./notices.ts";
import { askEngine } from "./workers.ts";

/** What the store holds as `Settings`. */
const settingsOf = ({
  activeProjectId,
  activeRunIds,
  modelId,
  drafts,
  domains,
}: AppState): Required<Settings> => ({ activeProjectId, activeRunIds, modelId, drafts, domains });

const keys = ["activeProjectId", "activeRunIds", "modelId", "drafts", "domains"] as const;

/** What storage holds, as far as this tab knows. */
let kept: Partial<Settings> = {};

const retryMs = 5000;
const saveInTurn = inTurn();
let retry: ReturnType<typeof setTimeout> | undefined;

/** From here on every choice is kept. @param stored what storage holds; null: nothing yet */
export function startSavingSettings(stored: Settings | null): void {
  kept = stored ?? {};
  useAppStore.subscribe(settingsOf, save, {
    equalityFn: (a, b) => keys.every((key) => a[key] === b[key]),
  });
}

/** Writes every choice: what was stored has been cleared from outside. */
export function saveSettingsAnew(): void {
  kept = {};
  save();
}

const save = (): void => void saveInTurn(saveNow);

/** What cannot be written is tried again until it can. */
async function saveNow(): Promise<void> {
  const settings = settingsOf(useAppStore.getState());
  const change = changesOf(kept, settings);
  if (Object.keys(change).length === 0) return;
  clearTimeout(retry);
  try {
    await askEngine((engine) => engine.saveSettings(change));
    kept = settings;
  } catch (error) {
    if (isOfStorage(error)) retry = setTimeout(save, retryMs);
    else notifyError(error);
  }
}

/** The entries of `now` that are not as in `before`. A first save states everything. */
export function changesOf(before: Partial<Settings>, now: Required<Settings>): SettingsChange {
  return {
    ...(before.activeProjectId !== now.activeProjectId && { activeProjectId: now.activeProjectId }),
    ...(before.modelId !== now.modelId && { modelId: now.modelId }),
    ...changedEntries("activeRunIds", before.activeRunIds, now.activeRunIds),
    ...changedEntries("drafts", before.drafts, now.drafts),
    ...changedEntries("domains", before.domains, now.domains),
  };
}

function changedEntries<Key extends string, T>(
  key: Key,
  before: Readonly<Record<string, T>> = {},
  now: Readonly<Record<string, T>>,
): Partial<Record<Key, Readonly<Record<string, T>>>> {
  const changed = Object.entries(now).filter(([name, value]) => before[name] !== value);
  const entry = { [key]: Object.fromEntries(changed) } as Record<Key, Record<string, T>>;
  return changed.length > 0 ? entry : {};
}
