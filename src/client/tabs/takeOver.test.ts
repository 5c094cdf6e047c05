/** What a tab asks for and does not get, because its engine fails: it is told. */
import { beforeEach, expect, it, vi } from "vitest";
import { useAppStore } from "../../state/store.ts";
import { takeOverTraining } from "./sharedRuns.ts";
import { takeOver } from "./tabs.ts";

const failed = vi.hoisted(() => async () => {
  throw Object.assign(new Error(), { name: "StorageFailed" });
});
vi.mock("../workers.ts", () => ({ askEngine: failed }));
vi.mock("./handOver.ts", () => ({ askToLetGo: async () => false }));
vi.mock("./myProjects.ts", () => ({ myProjects: () => ({ claim: failed }) }));

beforeEach(() => useAppStore.setState({ notices: [], takingOver: null }));

it.each([
  ["a project", () => takeOver("p")],
  ["a training", takeOverTraining],
])("says that %s could not be taken over", async (_, take) => {
  useAppStore.setState({
    trainingElsewhere: { runId: "r", name: "R", tabId: "t", state: "training" },
  });
  await take();
  const { notices, takingOver } = useAppStore.getState();
  expect(notices.map(({ message }) => message)).toEqual(["error.StorageFailed"]);
  expect(takingOver).toBeNull();
});
