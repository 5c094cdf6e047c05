import { describe, expect, it } from "vitest";
import type { RunRecord } from "../protocol/run.ts";
import { referred } from "../protocol/runData.ts";
import { Conflict } from "./errors.ts";
import { memoryRecordStore } from "./recordStore.ts";
import { samplePatterns, sampleTextures } from "./samples.ts";
import { documentsOver } from "./testing/documentsOver.ts";

const { list, ...data } = referred({
  classes: sampleTextures.classes,
  patches: sampleTextures.patches,
  heldOut: ["grass/grass1"],
});

const run: RunRecord = {
  version: 2,
  runId: "r1",
  projectId: sampleTextures.id,
  name: "First",
  modelId: "classifier",
  hparams: { steps: 100, learningRate: 1e-3, flip: true, schedule: "cosine" },
  data,
  state: "failed",
  step: 12,
  seconds: 3.5,
  backend: "wasm",
  createdAt: 1,
  history: [{ step: 10, values: { loss: Number.NaN } }],
  failure: "diverged",
};

describe("documents", () => {
  it("gives back projects and runs as they were saved, oldest first", async () => {
    const documents = documentsOver();
    for (const project of [sampleTextures, samplePatterns])
      await documents.saveProject(project, null);
    await documents.saveProject({ ...sampleTextures, name: "Renamed" }, 1);
    await documents.saveRun(run);
    expect(await documents.loadProjects()).toEqual([
      { ...sampleTextures, name: "Renamed", revision: 2 },
      { ...samplePatterns, revision: 1 },
    ]);
    expect(await documents.loadRuns()).toEqual([run]);
    await documents.deleteProject(sampleTextures.id, 2);
    await documents.deleteRun(run.runId);
    expect(await documents.loadProjects()).toEqual([{ ...samplePatterns, revision: 1 }]);
    expect(await documents.loadRuns()).toEqual([]);
  });

  it("keeps what a run's pictures were measured by, and its best state", async () => {
    const documents = documentsOver();
    const measured: RunRecord = {
      ...run,
      yardsticks: { kidFloor: -0.01, kidCeiling: 1.5, heldOutPatches: 200, trainingPatches: 56 },
      best: { step: 10, kid: 0.25 },
    };
    await documents.saveRun(measured);
    expect(await documents.loadRuns()).toEqual([measured]);
  });

  it("keeps a classifier's verdicts", async () => {
    const documents = documentsOver();
    const counts = [
      [5, 1],
      [0, 4],
    ];
    const judged: RunRecord = { ...run, verdicts: { step: 10, patches: counts, photos: counts } };
    await documents.saveRun(judged);
    expect(await documents.loadRuns()).toEqual([judged]);
  });

  it("opens a project of before there were revisions as revision 0", async () => {
    const records = memoryRecordStore();
    await records.put("projects", sampleTextures.id, sampleTextures);
    const documents = documentsOver(records);
    expect(await documents.loadProject(sampleTextures.id)).toEqual(sampleTextures);
    expect(await documents.saveProject(sampleTextures, 0)).toBe(1);
  });

  it.each([
    ["an older version", 1],
    ["a project that is new", null],
  ])("does not let %s take the place of a newer one", async (_, base) => {
    const documents = documentsOver();
    await documents.saveProject(sampleTextures, null);
    await documents.saveProject({ ...sampleTextures, name: "Theirs" }, 1);
    const ours = { ...sampleTextures, name: "Ours" };
    await expect(documents.saveProject(ours, base)).rejects.toMatchObject({ name: "Conflict" });
    await expect(documents.deleteProject(ours.id, 1)).rejects.toMatchObject({ name: "Conflict" });
    expect(await documents.loadProject(ours.id)).toMatchObject({ name: "Theirs", revision: 2 });
  });

  it("does not bring back a project that another tab deleted", async () => {
    const documents = documentsOver();
    await documents.saveProject(sampleTextures, null);
    await documents.deleteProject(sampleTextures.id, 1);
    await documents.deleteProject(sampleTextures.id, 1);
    await expect(documents.saveProject(sampleTextures, 1)).rejects.toMatchObject({
      name: "Conflict",
    });
    expect(await documents.loadProjects()).toEqual([]);
  });

  it("merges settings of two tabs entry by entry", async () => {
    const documents = documentsOver();
    await documents.saveSettings({
      activeProjectId: "p1",
      activeRunIds: { train: "r1", generate: "r1" },
      modelId: "vae",
      drafts: { vae: { steps: 5 } },
    });
    await documents.saveSettings({ drafts: { gan: { steps: 7 } }, domains: { p1: ["a", "b"] } });
    await documents.saveSettings({ activeProjectId: "p2", activeRunIds: { train: "r2" } });
    expect(await documents.loadSettings()).toEqual({
      activeProjectId: "p2",
      activeRunIds: { train: "r2", generate: "r1" },
      modelId: "vae",
      drafts: { vae: { steps: 5 }, gan: { steps: 7 } },
      domains: { p1: ["a", "b"] },
    });
  });

  it("keeps settings and values apart", async () => {
    const documents = documentsOver();
    expect(await documents.loadSettings()).toBeNull();
    const settings = {
      activeProjectId: null,
      activeRunIds: {},
      modelId: "vae",
      drafts: { vae: { steps: 5 } },
    };
    await documents.saveSettings(settings);
    await documents.setValue("settings", { any: "thing" });
    expect(await documents.loadSettings()).toEqual(settings);
    expect(await documents.getValue("settings")).toEqual({ any: "thing" });
    expect(await documents.getValue("unknown")).toBeUndefined();
  });

  it.each([
    ["a newer version", { ...sampleTextures, version: 2 }],
    ["text", "project"],
    ["nothing", null],
    ["a photo that leads nowhere", withSource({ kind: "stored", hash: "../x" })],
    ["an unknown pattern", withSource({ kind: "procedural", pattern: "__proto__", seed: 1 })],
    [
      "a number that is none",
      { ...sampleTextures, patches: { ...sampleTextures.patches, shortSide: Number.NaN } },
    ],
  ])("leaves out %s and keeps the rest", async (_what, record) => {
    const records = memoryRecordStore();
    await records.put("projects", "broken", record);
    const documents = documentsOver(records);
    await documents.saveProject(samplePatterns, null);
    expect(await documents.loadProjects()).toEqual([{ ...samplePatterns, revision: 1 }]);
    expect(await records.get("projects", "broken")).toEqual(record); // left alone
  });

  it.each([
    ["of a newer version", { ...run, version: 3 }],
    ["in a shape that is not known", { version: 2, runId: run.runId, curves: [] }],
  ])("never writes or deletes a run %s", async (_, stored) => {
    const records = memoryRecordStore();
    await records.put("runs", run.runId, stored);
    const documents = documentsOver(records);
    for (const base of [undefined, null, run])
      await expect(documents.saveRun(run, base)).rejects.toThrow(Conflict);
    await expect(documents.deleteRun(run.runId)).rejects.toThrow(Conflict);
    expect(await records.get("runs", run.runId)).toEqual(stored);
    await documents.deleteRun("gone already");
  });

  it("says which documents it cannot read, and why", async () => {
    const records = memoryRecordStore();
    await records.put("projects", "newer", { version: 2, name: "Grouped", groups: [] });
    await records.put("projects", "text", "project");
    await records.put("runs", "half", { ...run, step: -1 });
    const documents = documentsOver(records);
    await documents.saveProject(samplePatterns, null);
    expect((await documents.survey()).unreadable).toEqual([
      { kind: "project", key: "newer", name: "Grouped", reason: "newer" },
      { kind: "project", key: "text", name: null, reason: "damaged" },
      { kind: "run", key: "half", name: "First", reason: "damaged" },
    ]);
    expect(await documents.loadNewerProjects()).toEqual([]);
  });

  it("finds a project as it is: there or not, of a newer version, in a shape that is not known", async () => {
    const records = memoryRecordStore();
    const documents = documentsOver(records);
    const { id } = sampleTextures;
    expect(await documents.findProject(id)).toEqual({ kind: "none" });
    await documents.saveProject(sampleTextures, null);
    const project = { ...sampleTextures, revision: 1 };
    expect(await documents.findProject(id)).toEqual({ kind: "readable", project, isNewer: false });
    await records.put("projects", id, { ...project, version: 2, groups: [] });
    expect(await documents.findProject(id)).toEqual({ kind: "readable", project, isNewer: true });
    await records.put("projects", id, { version: 2, name: "Grouped" });
    const document = { kind: "project", key: id, name: "Grouped", reason: "newer" };
    expect(await documents.findProject(id)).toEqual({ kind: "unreadable", document });
  });

  it("shows a project of a newer version that it understands, and never writes it", async () => {
    const records = memoryRecordStore();
    const newer = { ...sampleTextures, version: 2, revision: 4, groups: [] };
    await records.put("projects", newer.id, newer);
    const documents = documentsOver(records);
    expect(await documents.loadNewerProjects()).toEqual([{ ...sampleTextures, revision: 4 }]);
    for (const base of [null, 0, 4]) {
      await expect(documents.saveProject(sampleTextures, base)).rejects.toThrow("not the one");
      await expect(documents.deleteProject(newer.id, base ?? 0)).rejects.toThrow("not the one");
    }
    expect(await records.get("projects", newer.id)).toEqual(newer);
  });
});

function withSource(source: unknown): unknown {
  const photo = { id: "p", name: "p", width: 9, height: 9, source };
  return { ...sampleTextures, classes: [{ id: "c", name: "c", photos: [photo] }] };
}
