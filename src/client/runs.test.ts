import { describe, expect, it } from "vitest";
import { projectOf } from "../state/testing/projectOf.ts";
import { trainingDataOf } from "./runs.ts";

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
