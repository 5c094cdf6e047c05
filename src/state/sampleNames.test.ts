import { describe, expect, it } from "vitest";
import { addClass, newProject, renameClass } from "./project.ts";
import { projectsNamed, type SampleNames } from "./sampleNames.ts";

const chinese: SampleNames = {
  known: new Map([["grass", new Set(["Grass", "草地"])]]),
  now: new Map([["grass", "草地"]]),
};

const sample = { ...newProject("Sample"), classes: [{ id: "grass", name: "Grass", photos: [] }] };

describe("projectsNamed", () => {
  it("gives untouched samples their name in the language in use", () => {
    expect(projectsNamed(chinese)([sample])[0]?.classes[0]?.name).toBe("草地");
  });

  it("leaves alone what someone renamed or made", () => {
    const own = addClass(renameClass(sample, "grass", "Lawn"), "Grass");
    expect(projectsNamed(chinese)([own])).toEqual([own]);
  });

  it("keeps a name whose other form is taken", () => {
    const own = addClass(sample, "草地");
    expect(projectsNamed(chinese)([own])).toEqual([own]);
  });

  it("gives the same objects back where nothing changes", () => {
    const projects = projectsNamed(chinese)([sample]);
    expect(projectsNamed(chinese)(projects)).toBe(projects);
  });
});
