/** The desk that the address names, whatever stands there. */
import { afterEach, expect, it, vi } from "vitest";
import { useAppStore } from "../state/store.ts";
import { followAddress } from "./desks.ts";

afterEach(() => vi.unstubAllGlobals());

it.each([
  ["#train", "train"],
  ["", "data"],
  ["#nowhere", "data"],
  ["#__proto__", "data"],
  ["#javascript:alert(1)", "data"],
  ["#train=%E0%A4%A", "data"],
  [`#${"x".repeat(1_000_000)}`, "data"],
])("%.40s opens %s", (hash, desk) => {
  vi.stubGlobal("location", { hash });
  vi.stubGlobal("addEventListener", () => undefined);
  useAppStore.setState({ desk: "library" });
  followAddress();
  expect(useAppStore.getState().desk).toBe(desk);
});
