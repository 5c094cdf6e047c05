import { describe, expect, it } from "vitest";
import { projectOf } from "../../../state/testing/projectOf.ts";
import { obstacleOf } from "./obstacle.ts";

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
    [projectOf(1, 1), "twoDomains", "singlePhotos"],
    [projectOf(1, 1, 1), "images", "singlePhotos"],
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
