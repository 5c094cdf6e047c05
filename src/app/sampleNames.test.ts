import { describe, expect, it } from "vitest";
import { samplePatterns, sampleTextures } from "../data/samples.ts";
import { i18n } from "../messages/text.ts";
import type { RunRecord } from "../protocol/run.ts";
import { runOf } from "../state/runs.ts";
import { nameProjects } from "../state/sampleNames.ts";
import { useAppStore } from "../state/store.ts";
import { followSampleNames, sampleNamesIn } from "./sampleNames.ts";

const record: RunRecord = {
  version: 1,
  runId: "run",
  projectId: sampleTextures.id,
  name: "C",
  modelId: "classifier",
  hparams: {},
  data: { classes: sampleTextures.classes, patches: sampleTextures.patches, heldOut: [] },
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
    const chinese = nameProjects([sampleTextures], sampleNamesIn("zh"));
    expect(chinese[0]?.classes[0]?.name).not.toBe("Grass");
    expect(nameProjects(chinese, sampleNamesIn("en"))).toEqual([sampleTextures]);
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
});
