import { beforeEach, expect, it, vi } from "vitest";
import { useAppStore } from "../state/store.ts";
import { whatIsStored } from "./rescue.ts";

const copy = vi.hoisted(() => ({ archive: new Blob(["zip"]), missing: 0 }));
vi.mock("./workers.ts", () => ({
  askEngine: async (ask: (api: unknown) => unknown) => ask({ saveElsewhere: async () => copy }),
}));

beforeEach(() => useAppStore.setState({ notices: [] }));

it("says how many files a copy lacks, where it lacks any", async () => {
  expect(await whatIsStored()).toBe(copy.archive);
  expect(useAppStore.getState().notices).toEqual([]);
  copy.missing = 2;
  expect(await whatIsStored()).toBe(copy.archive);
  expect(useAppStore.getState().notices).toMatchObject([
    { message: "notice.copyLacks", values: { count: 2 } },
  ]);
});
