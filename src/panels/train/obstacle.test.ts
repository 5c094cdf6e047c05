import { describe, expect, it } from "vitest";
import { defaultPatchSettings, type Project } from "../../protocol/project.ts";
import { obstacleOf } from "./obstacle.ts";

/** A project with classes of so many photos. */
const projectOf = (...counts: number[]): Project => ({
  version: 1,
  id: "p",
  name: "p",
  patches: defaultPatchSettings,
  classes: counts.map((count, index) => ({
    id: `c${index}`,
    name: `class ${index}`,
    photos: Array.from({ length: count }, (_, place) => ({
      id: `${index}-${place}`,
      name: `${place}.png`,
      source: { kind: "procedural", pattern: "dots", seed: place },
      width: 64,
      height: 64,
    })),
  })),
});

describe("obstacleOf", () => {
  it.each([
    [projectOf(), "images", "noPhotos"],
    [projectOf(0, 0), "labels", "noPhotos"],
    [projectOf(1), "images", "fewPhotos"],
    [projectOf(4), "labels", "oneClass"],
    [projectOf(4, 0), "labels", "oneClass"],
    [projectOf(4, 1), "labels", "smallClasses"],
    [projectOf(2, 0), "twoDomains", "twoDomains"],
    [projectOf(2, 2), "twoDomains", undefined],
    [projectOf(1, 1), "twoDomains", "fewPhotos"],
    [projectOf(2), "images", undefined],
    [projectOf(2, 2), "labels", undefined],
    [null, "images", "noPhotos"],
  ] as const)("case %#: %s", (project, needs, reason) => {
    expect(obstacleOf(project, needs)?.reason).toBe(reason);
  });

  it("names the classes that are too small", () => {
    expect(obstacleOf(projectOf(4, 1), "labels")).toEqual({
      reason: "smallClasses",
      names: ["class 1"],
    });
  });
});
