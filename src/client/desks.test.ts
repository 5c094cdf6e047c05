/** The desk that the address names, whatever stands there. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useAppStore } from "../state/store.ts";
import { followAddress } from "./desks.ts";

const replaceState = vi.fn();
const told = () => useAppStore.getState().notices.map(({ message }) => message);
let onPop: () => void;

beforeEach(() => {
  replaceState.mockClear();
  vi.useFakeTimers();
  vi.stubGlobal("history", { replaceState });
  vi.stubGlobal("addEventListener", (_: string, listener: () => void) => {
    onPop = listener;
  });
  useAppStore.setState({ desk: "library", notices: [] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it.each([
  ["#train", "train"],
  ["#library", "library"],
  ["", "data"],
])("%s opens %s, of which nothing is to be told", (hash, desk) => {
  vi.stubGlobal("location", { hash });
  followAddress();
  expect(useAppStore.getState().desk).toBe(desk);
  expect(told()).toEqual([]);
  expect(replaceState).not.toHaveBeenCalled();
});

it.each([
  "#nowhere",
  "#__proto__",
  "#javascript:alert(1)",
  "#train=%E0%A4%A",
  "#run/not-there",
  `#${"x".repeat(1_000_000)}`,
])("%.40s opens the Data desk, and says that it leads nowhere", (hash) => {
  vi.stubGlobal("location", { hash: "" });
  followAddress();
  vi.stubGlobal("location", { hash });
  onPop();
  expect(useAppStore.getState().desk).toBe("data");
  expect(told()).toEqual(["notice.nowhere"]);
  expect(replaceState).toHaveBeenCalledWith(null, "", "#data"); // a reload has nothing to tell
});
