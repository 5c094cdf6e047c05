import { beforeEach, expect, it, vi } from "vitest";
import { useAppStore } from "../state/store.ts";
import { setPreferences } from "./preferences.ts";

vi.mock("../state/pageStorage.ts", () => ({
  pageStorage: {
    getItem: () => null,
    setItem: () => {
      throw new DOMException("Full", "QuotaExceededError");
    },
  },
}));

const told = () => useAppStore.getState().notices.map(({ message }) => message);

beforeEach(() => useAppStore.setState({ notices: [], storage: "kept" }));

it("says once that choices are not kept, and nothing where a banner says so already", () => {
  useAppStore.setState({ storage: "memory" });
  setPreferences({ theme: "dark" });
  expect(told()).toEqual([]);
  useAppStore.setState({ storage: "kept" });
  setPreferences({ theme: "light" });
  setPreferences({ theme: "dark" });
  expect(told()).toEqual(["notice.preferenceNotKept"]);
  expect(useAppStore.getState().theme).toBe("dark");
});
