import { describe, expect, it } from "vitest";
import { defaultPatchSettings } from "../protocol/project.ts";
import type { RunRecord } from "../protocol/run.ts";
import { referred } from "../protocol/runData.ts";
import { isLive, reduceRun, runOf } from "./runs.ts";

const record: RunRecord = {
  version: 2,
  runId: "run",
  projectId: "project",
  name: "VAE",
  modelId: "vae",
  hparams: {},
  data: referred({ classes: [], patches: defaultPatchSettings, heldOut: [] }),
  state: "training",
  step: 10,
  seconds: 2,
  backend: "wasm",
  createdAt: 0,
  history: [
    { step: 5, values: { loss: 3 } },
    { step: 10, values: { loss: 2, "val.loss": 4 } },
  ],
};

describe("runs", () => {
  it("opens a record with its speed and newest values", () => {
    expect(runOf(record)).toMatchObject({ stepMs: 200, latest: { loss: 2, "val.loss": 4 } });
  });

  it("tells classes of one name apart, in a run of an early version too", () => {
    const classes = ["Lawn", "sand", "Lawn"].map((name, at) => ({
      id: `c${at}`,
      name,
      photos: [],
    }));
    const { data } = runOf({ ...record, data: { ...record.data, classes } });
    expect(data.classes.map(({ id, name }) => `${id} ${name}`)).toEqual([
      "c0 Lawn",
      "c1 sand",
      "c2 Lawn (2)",
    ]);
  });

  it("takes progress in and keeps values that a point does not name", () => {
    const run = reduceRun(runOf(record), {
      type: "progress",
      runId: "run",
      step: 12,
      seconds: 3,
      stepMs: 50,
      points: [
        { step: 11, values: { loss: 1.5 } },
        { step: 12, values: { loss: 1 } },
      ],
    });
    expect(run).toMatchObject({
      step: 12,
      seconds: 3,
      stepMs: 50,
      latest: { loss: 1, "val.loss": 4 },
    });
  });

  it("takes changed settings in, and a learning rate that is no longer halved", () => {
    const adjustments = [{ step: 10, before: { steps: 20 }, changes: { steps: 40 } }];
    const settings = { hparams: { steps: 40 }, adjustments };
    const run = reduceRun(runOf({ ...record, halvings: 1 }), {
      type: "adjusted",
      runId: "run",
      settings,
    });
    expect(run).toMatchObject({ ...settings, step: 10, latest: { loss: 2 } });
    expect(run).not.toHaveProperty("halvings");
  });

  it("takes the record of the state that a run went back to", () => {
    const run = reduceRun(runOf(record), {
      type: "wentBack",
      runId: "run",
      record: { ...record, step: 5, seconds: 1, halvings: 1, history: record.history.slice(0, 1) },
      reason: "Diverged",
      goesOn: true,
    });
    expect(run).toMatchObject({ step: 5, seconds: 1, halvings: 1, latest: { loss: 3 } });
  });

  it("takes verdicts in, and gives them up with the state that they are of", () => {
    const verdicts = { step: 10, patches: [[3]], photos: [[1]] };
    const judged = reduceRun(runOf(record), { type: "verdicts", runId: "run", verdicts });
    expect(judged.verdicts).toEqual(verdicts);
    const back = (earlier: Partial<RunRecord>) =>
      reduceRun(judged, {
        type: "wentBack",
        runId: "run",
        record: { ...record, step: 5, ...earlier },
        reason: "DeviceLost",
        goesOn: true,
      });
    expect(back({})).not.toHaveProperty("verdicts");
    const older = { ...verdicts, step: 4 };
    expect(back({ verdicts: older }).verdicts).toEqual(older);
  });

  it("keeps the reason of a failure and is live no more", () => {
    const run = reduceRun(runOf(record), {
      type: "runState",
      runId: "run",
      state: "failed",
      failure: "Diverged",
    });
    expect(run.failure).toBe("Diverged");
    expect(isLive(run)).toBe(false);
    const again = reduceRun(run, { type: "runState", runId: "run", state: "training" });
    expect(again).not.toHaveProperty("failure");
  });
});
