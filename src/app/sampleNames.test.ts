import { describe, expect, it } from "vitest";
import { deleteClass } from "../client/classes.ts";
import { canUndo, undo } from "../client/histories.ts";
import { editProject } from "../client/projects.ts";
import { samplePatterns, sampleTextures } from "../data/samples.ts";
import { i18n } from "../messages/text.ts";
import type { RunRecord } from "../protocol/run.ts";
import { referred } from "../protocol/runData.ts";
import { renameProject } from "../state/project.ts";
import { runOf } from "../state/runs.ts";
import { projectsNamed } from "../state/sampleNames.ts";
import { useAppStore } from "../state/store.ts";
import { followSampleNames, sampleNamesIn } from "./sampleNames.ts";

const record: RunRecord = {
  version: 2,
  runId: "run",
  projectId: sampleTextures.id,
  name: "C",
  modelId: "classifier",
  hparams: {},
  data: referred({ classes: sampleTextures.classes, patches: sampleTextures.patches, heldOut: [] }),
  state: "paused",
  step: 1,
  seconds: 1,
  backend: "wasm",
  createdAt: 0,
  history: [],
};

describe("names of the samples", () => {
  it.each([sampleTextures, samplePatterns])("are known for everything in $name", (project) => {
    const { now } = sampleNamesIn("en");
    for (const { id, name } of [project, ...project.classes]) expect(now.get(id)).toBe(name);
  });

  it("follow the language there and back", () => {
    const chinese = projectsNamed(sampleNamesIn("zh"))([sampleTextures]);
    expect(chinese[0]?.classes[0]?.name).not.toBe("Grass");
    expect(projectsNamed(sampleNamesIn("en"))(chinese)).toEqual([sampleTextures]);
  });

  it("are given to runs that come late, and to those that come back with the names of their records", () => {
    const names = () => useAppStore.getState().runs.map(({ data }) => data.classes[0]?.name);
    i18n.loadAndActivate({ locale: "zh", messages: {} });
    followSampleNames();
    useAppStore.setState({ runs: [runOf(record)] });
    expect(names()).toEqual(["草地"]);
    useAppStore.setState({ runs: [runOf(record), runOf({ ...record, runId: "branch" })] });
    expect(names()).toEqual(["草地", "草地"]);
    i18n.activate("en");
    expect(names()).toEqual(["Grass", "Grass"]);
  });

  it("are no edit: what can be taken back is so in another language, by its new name", () => {
    i18n.activate("en");
    followSampleNames();
    const { id } = sampleTextures;
    const classId = sampleTextures.classes[0]?.id as string;
    useAppStore.setState({ projects: [sampleTextures], activeProjectId: id, desk: "data" });
    deleteClass(classId);
    expect(offers()).toEqual([true]);
    i18n.activate("zh");
    expect(offers()).toEqual([true]);
    undo();
    expect(offers()).toEqual([]);
    expect(useAppStore.getState().projects[0]?.classes[0]?.name).toBe("草地");
  });

  it("leave an edit to the desk that it was made on", () => {
    i18n.activate("en");
    followSampleNames();
    const { id } = sampleTextures;
    useAppStore.setState({ projects: [sampleTextures], activeProjectId: id, desk: "library" });
    editProject((project) => renameProject(project, "Mine"));
    i18n.activate("zh");
    expect(canUndo()).toBe(true);
  });
});

/** Of each notice, whether it offers undo. */
const offers = () => useAppStore.getState().notices.map((notice) => notice.undo === true);
