import { describe, expect, it } from "vitest";
import { samplePatterns, sampleTextures } from "../data/samples.ts";
import { nameProjects } from "../state/sampleNames.ts";
import { sampleNamesIn } from "./sampleNames.ts";

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
});
