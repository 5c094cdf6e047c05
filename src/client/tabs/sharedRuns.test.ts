/** What another tab has made of a run is shown as a whole: not its newest numbers over earlier pictures. */
import { beforeEach, expect, it, vi } from "vitest";
import { storedRun } from "../../data/testing/documentsOf.ts";
import { runOf } from "../../state/runs.ts";
import { useAppStore } from "../../state/store.ts";
import { refreshRuns } from "./sharedRuns.ts";

const recalled = vi.hoisted(() => vi.fn());
const engine = vi.hoisted(() => ({ refreshRuns: vi.fn() }));
vi.mock("../workers.ts", () => ({
  askEngine: async (call: (api: typeof engine) => unknown) => call(engine),
}));
vi.mock("../previews.ts", () => ({ recallPictures: recalled }));

const record = (runId: string, step: number) => ({ ...storedRun(runId, []), step });

beforeEach(() => recalled.mockClear());

it("asks for the pictures of a run anew that went on, or went back, in another tab", async () => {
  useAppStore.setState({
    runs: [record("on", 5), record("back", 5), record("same", 5)].map(runOf),
  });
  engine.refreshRuns.mockResolvedValue([record("on", 8), record("back", 2), record("same", 5)]);
  refreshRuns();
  const steps = () =>
    Object.fromEntries(useAppStore.getState().runs.map(({ runId, step }) => [runId, step]));
  await vi.waitFor(() => expect(steps()).toEqual({ on: 8, back: 2, same: 5 }));
  expect(recalled.mock.calls).toEqual([["on"], ["back"]]);
});
