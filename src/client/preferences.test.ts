import { beforeEach, expect, it, vi } from "vitest";
import { loadPreferences, savePreferences } from "../state/preferences.ts";
import { useAppStore } from "../state/store.ts";
import { setPreferences } from "./preferences.ts";

const storage = vi.hoisted(() => {
  const kept = new Map<string, string>();
  return {
    isFull: false,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      if (this.isFull) throw new DOMException("Full", "QuotaExceededError");
      kept.set(key, value);
    },
  };
});
vi.mock("../state/pageStorage.ts", () => ({ pageStorage: storage }));

const told = () => useAppStore.getState().notices.map(({ message }) => message);

beforeEach(() => {
  storage.isFull = false;
  useAppStore.setState({ notices: [], storage: "kept" });
});

it("leaves what another tab has chosen meanwhile", () => {
  setPreferences({ theme: "light" });
  savePreferences(storage, { ...loadPreferences(storage), theme: "dark", welcomed: true });
  setPreferences({ locale: "zh" });
  expect(loadPreferences(storage)).toMatchObject({ theme: "dark", locale: "zh", welcomed: true });
});

it("says once that choices are not kept, and nothing where a banner says so already", () => {
  storage.isFull = true;
  useAppStore.setState({ storage: "memory" });
  setPreferences({ theme: "dark" });
  expect(told()).toEqual([]);
  useAppStore.setState({ storage: "kept" });
  setPreferences({ theme: "light" });
  setPreferences({ theme: "dark" });
  expect(told()).toEqual(["notice.preferenceNotKept"]);
  expect(useAppStore.getState().theme).toBe("dark");
});
