import { beforeEach, describe, expect, it, vi } from "vitest";
import type { TrainRequest } from "../protocol/run.ts";
import { useAppStore } from "../state/store.ts";
import { projectOf } from "../state/testing/projectOf.ts";
import { eraseRun, renameRun, trainAgain, trainingDataOf } from "./runs.ts";

const engineRename = vi.hoisted(() => vi.fn<(runId: string, name: string) => Promise<string>>());
const engineTrain = vi.hoisted(() => vi.fn<(request: TrainRequest) => Promise<string>>());
const engineErase = vi.hoisted(() => vi.fn<(runId: string) => Promise<void>>());
vi.mock("./askToKeep.ts", () => ({ askToKeep: () => undefined }));
vi.mock("./workers.ts", () => ({
  askEngine: (ask: (engine: unknown) => unknown) =>
    Promise.resolve(ask({ renameRun: engineRename, train: engineTrain, eraseRun: engineErase })),
}));

/** Three classes of ten photos, and an empty one. */
const project = projectOf(10, 10, 0, 10);

const ids = (data: ReturnType<typeof trainingDataOf>) => data.classes.map(({ id }) => id);

describe("trainingDataOf", () => {
  it("leaves empty classes out and holds photos of every other out", () => {
    const data = trainingDataOf(project);
    expect(ids(data)).toEqual(["c0", "c1", "c3"]);
    expect(data.heldOut).toHaveLength(6);
  });

  it("numbers classes of one name, so that no result mixes them", () => {
    const classes = project.classes.map((entry) => ({ ...entry, name: "Lawn" }));
    const data = trainingDataOf({ ...project, classes });
    expect(data.classes.map(({ id, name }) => `${id} ${name}`)).toEqual([
      "c0 Lawn",
      "c1 Lawn (2)",
      "c3 Lawn (3)",
    ]);
  });

  it("takes two classes for a model that translates, the chosen ones in their order", () => {
    expect(ids(trainingDataOf(project, "twoDomains"))).toEqual(["c0", "c1"]);
    expect(ids(trainingDataOf(project, "twoDomains", ["c3", "c0"]))).toEqual(["c3", "c0"]);
    expect(ids(trainingDataOf(project, "labels", ["c3", "c0"]))).toHaveLength(3);
  });

  it("holds the same photos out of two classes as out of the whole project", () => {
    const { heldOut } = trainingDataOf(project);
    const two = trainingDataOf(project, "twoDomains", ["c3", "c0"]).heldOut;
    expect(new Set(two)).toEqual(new Set(heldOut.filter((id) => !id.startsWith("1-"))));
    expect(two).toHaveLength(4);
  });
});

describe("renaming a run", () => {
  const names = () => useAppStore.getState().runs.map(({ name }) => name);

  beforeEach(() => {
    engineRename.mockReset();
    const runs = ["AE", "VAE"].map((name) => ({ runId: name, name }));
    useAppStore.setState({ runs: runs as never, notices: [] });
  });

  it("shows the name at once, and then the one that it was given over all tabs", async () => {
    engineRename.mockResolvedValue("Moss 2");
    const renamed = renameRun("AE", "Moss");
    expect(names()).toEqual(["Moss", "VAE"]);
    await renamed;
    expect(names()).toEqual(["Moss 2", "VAE"]);
    expect(engineRename).toHaveBeenCalledExactlyOnceWith("AE", "Moss");
  });

  it("numbers a name that another run has, and leaves a run its own", async () => {
    engineRename.mockImplementation(async (_, name) => name);
    await renameRun("AE", "VAE");
    expect(names()).toEqual(["VAE 2", "VAE"]);
    await renameRun("AE", "VAE 2");
    expect(names()).toEqual(["VAE 2", "VAE"]);
  });

  it("puts the old name back where the new one cannot be kept, and says so", async () => {
    engineRename.mockRejectedValue(Object.assign(new Error("No"), { name: "StorageFull" }));
    await renameRun("AE", "Moss");
    expect(names()).toEqual(["AE", "VAE"]);
    expect(useAppStore.getState().notices).toMatchObject([{ message: "error.StorageFull" }]);
  });
});

describe("training a run again", () => {
  it("starts another on the same data with the same settings, and leaves it as it is", async () => {
    const old = {
      runId: "AE",
      name: "AE",
      projectId: "p",
      modelId: "autoencoder",
      hparams: { steps: 7 },
      data: trainingDataOf(project),
      state: "failed",
      failure: "LostWeights",
      step: 5,
    };
    const engine = { models: [{ id: "autoencoder", tasks: [] }], backend: { backend: "wasm" } };
    useAppStore.setState({ runs: [old] as never, engine: engine as never });
    engineTrain.mockImplementation(async ({ name }) => name);
    await trainAgain("AE");
    const [fresh, ...others] = useAppStore.getState().runs;
    expect(others).toEqual([old]);
    const { hparams, data } = old;
    expect(fresh).toMatchObject({ name: "AE 2", state: "preparing", step: 0, hparams, data });
    expect(engineTrain).toHaveBeenCalledExactlyOnceWith({
      runId: fresh?.runId,
      name: "AE 2",
      projectId: "p",
      modelId: "autoencoder",
      hparams,
      data,
    });
  });
});

describe("erasing a run", () => {
  it.each(["BusyElsewhere", "StorageFull"])(
    "leaves it in view where the engine refuses it (%s), and says why",
    async (name) => {
      useAppStore.setState({ runs: [{ runId: "AE", name: "AE" }] as never, notices: [] });
      engineErase.mockRejectedValueOnce(Object.assign(new Error("No"), { name }));
      await eraseRun("AE");
      expect(useAppStore.getState().runs).toMatchObject([{ runId: "AE" }]);
      expect(useAppStore.getState().notices).toMatchObject([{ message: `error.${name}` }]);
      engineErase.mockResolvedValueOnce(undefined);
      await eraseRun("AE");
      expect(useAppStore.getState().runs).toEqual([]);
    },
  );
});
