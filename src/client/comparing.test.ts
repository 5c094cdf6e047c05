import { beforeEach, describe, expect, it } from "vitest";
import { defaultPatchSettings } from "../protocol/project.ts";
import { referred } from "../protocol/runData.ts";
import { type Run, runOf } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { compareRuns, endComparing, mostCompared, toggleCompared } from "./comparing.ts";

const run = (runId: string, projectId: string): Run =>
  runOf({
    version: 2,
    runId,
    projectId,
    name: runId,
    modelId: "vae",
    hparams: {},
    data: referred({ classes: [], patches: defaultPatchSettings, heldOut: [] }),
    state: "finished",
    step: 1,
    seconds: 1,
    backend: "wasm",
    createdAt: 0,
    history: [],
  });

const ids = Array.from({ length: mostCompared + 1 }, (_, at) => `own${at}`);
const compared = () => useAppStore.getState().comparedRunIds;

beforeEach(() => {
  const runs = [...ids.map((id) => run(id, "p")), run("other", "q")];
  useAppStore.setState({ runs, comparedRunIds: null });
});

describe("comparing", () => {
  it("takes runs in and out, and ends", () => {
    compareRuns(["own0", "own1"]);
    toggleCompared("own2");
    toggleCompared("own0");
    expect(compared()).toEqual(["own1", "own2"]);
    endComparing();
    expect(compared()).toBeNull();
  });

  it("leaves out a run too many", () => {
    for (const id of ids) toggleCompared(id);
    expect(compared()).toEqual(ids.slice(0, mostCompared));
  });

  it("lets go of runs that are gone or of another project, so that they take no place", () => {
    compareRuns(["other", "gone", ...ids.slice(0, mostCompared - 1)]);
    toggleCompared(ids[mostCompared - 1] as string);
    expect(compared()).toEqual(ids.slice(0, mostCompared));
  });
});
