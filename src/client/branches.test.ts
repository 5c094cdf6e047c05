/** A copy of a run, and the way back to its best state. */
import { beforeEach, expect, it, vi } from "vitest";
import { storedRun } from "../data/testing/documentsOf.ts";
import { lostWeights } from "../protocol/run.ts";
import { useAppStore } from "../state/store.ts";
import { branchRun, restoreBest } from "./branches.ts";

vi.mock("./workers.ts", () => ({
  askEngine: async (ask: (api: unknown) => unknown) =>
    ask({
      branchRun: async (_from: string, _at: string, id: string) => storedRun(id, []),
      restoreBest: async (id: string) => storedRun(id, []),
    }),
}));

beforeEach(() => useAppStore.setState({ hasMade: false, runs: [], notices: [] }));

it("is something that a session in memory has alone", async () => {
  await branchRun("r", "latest", "Copy");
  const { hasMade, runs } = useAppStore.getState();
  expect([hasMade, runs.length]).toEqual([true, 1]);
});

it.each([
  ["keeps the newest state as another run", {}, 1, "notice.restored"],
  ["has none to keep where its weights are lost", lostWeights, 0, "notice.restored.alone"],
] as const)("the way back %s", async (_what, lost, copies, message) => {
  await restoreBest({ runId: "r", ...lost }, "Before");
  const { runs, notices } = useAppStore.getState();
  expect(runs).toHaveLength(copies);
  expect(notices).toMatchObject([{ message }]);
});
