/** What is in view after the engine was started anew. */
import { beforeEach, expect, it, vi } from "vitest";
import { storedRun } from "../data/testing/documentsOf.ts";
import type { RunRecord } from "../protocol/run.ts";
import type { Workspace } from "../protocol/workspace.ts";
import { runOf } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { deleteRun, restoreRun } from "./runs.ts";
import { showAgain, showShipped } from "./workspace.ts";

vi.mock("./workers.ts", () => ({ askEngine: () => new Promise(() => undefined) }));

const record = (runId: string, createdAt: number, step: number): RunRecord => ({
  ...storedRun(runId, []),
  createdAt,
  step,
});

const workspace = (runs: readonly RunRecord[]): Workspace => ({
  projects: [],
  newer: [],
  runs,
  settings: null,
  storage: "kept",
  intakes: [],
  unreadable: [],
});

beforeEach(() => {
  useAppStore.setState({
    runs: [record("newest", 3, 30), record("older", 2, 20), record("oldest", 1, 10)].map(runOf),
  });
});

it("keeps the newest run first, whatever order its engine has them in", () => {
  const stored = [record("older", 2, 20), record("oldest", 1, 10), record("newest", 3, 30)];
  showAgain(workspace([...stored, record("of another tab", 2.5, 5)]), null);
  const ids = useAppStore.getState().runs.map(({ runId }) => runId);
  expect(ids).toEqual(["newest", "of another tab", "older", "oldest"]);
});

it("keeps a run's name and data as they are shown, and goes back to the step that is kept", () => {
  const { runs } = useAppStore.getState();
  const [newest] = runs;
  const data = { ...storedRun("newest", []).data, heldOut: ["in view"] };
  const shown = { ...newest, name: "Named a moment ago", data, state: "training" as const };
  useAppStore.setState({ runs: [shown as (typeof runs)[number], ...runs.slice(1)] });
  showAgain(workspace([record("newest", 3, 25)]), "newest");
  expect(useAppStore.getState().runs).toMatchObject([
    { runId: "newest", name: "Named a moment ago", data, step: 25, state: "preparing" },
    { runId: "older", step: 20 }, // not found, and still in view
    { runId: "oldest", step: 10 },
  ]);
});

it("leaves shipped runs out of sight that were deleted, until they are brought back", async () => {
  const shipped = ["a", "b"].map((id, at) => ({
    ...record(id, 10 - at, 1),
    pretrained: true as const,
  }));
  const ids = () => useAppStore.getState().runs.map(({ runId }) => runId);
  useAppStore.setState({ runs: [] });
  showShipped(shipped);
  await deleteRun("a");
  showShipped(shipped); // with the next engine
  expect(ids()).toEqual(["b"]);
  await restoreRun("a");
  expect(ids()).toEqual(["a", "b"]);
  useAppStore.setState({ runs: [] });
  showShipped(shipped);
  expect(ids()).toEqual(["a", "b"]);
});
