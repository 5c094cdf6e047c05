/** What becomes of what the engine tells. */
import { beforeEach, expect, it, vi } from "vitest";
import { useAppStore } from "../state/store.ts";
import { receive } from "./events.ts";

vi.mock("./workers.ts", () => ({ askEngine: () => new Promise(() => undefined) }));

beforeEach(() => useAppStore.setState({ storageLost: null }));

const lost = (what: "documents" | "files"): string | null => {
  receive({ type: "storageLost", what });
  return useAppStore.getState().storageLost;
};

it("says that projects were cleared, whether files are found missing before or after", () => {
  expect(lost("files")).toBe("files");
  expect(lost("documents")).toBe("documents");
  expect(lost("files")).toBe("documents");
});
