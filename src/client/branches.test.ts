/** A copy of a run. */
import { expect, it, vi } from "vitest";
import { storedRun } from "../data/testing/documentsOf.ts";
import { useAppStore } from "../state/store.ts";
import { branchRun } from "./branches.ts";

vi.mock("./workers.ts", () => ({
  askEngine: async (ask: (api: unknown) => unknown) =>
    ask({ branchRun: async (_from: string, _at: string, id: string) => storedRun(id, []) }),
}));

it("is something that a session in memory has alone", async () => {
  useAppStore.setState({ hasMade: false, runs: [] });
  await branchRun("r", "latest", "Copy");
  const { hasMade, runs } = useAppStore.getState();
  expect([hasMade, runs.length]).toEqual([true, 1]);
});
