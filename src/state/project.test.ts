import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Photo, Project } from "../protocol/project.ts";
import {
  addClass,
  addPhotos,
  mergeClasses,
  moveClass,
  movePhotos,
  newProject,
  photoCount,
  removeClass,
  removePhotos,
} from "./project.ts";

const photo = (id: string): Photo => ({
  id,
  name: `${id}.png`,
  source: { kind: "stored", hash: `hash-${id}` },
  width: 64,
  height: 64,
});

function projectOf(classes: Record<string, string[]>): Project {
  let project = newProject("Test");
  for (const [name, ids] of Object.entries(classes))
    project = addClass(project, name, ids.map(photo));
  return project;
}

const shape = (project: Project) =>
  project.classes.map(({ name, photos }) => [name, photos.map(({ id }) => id).join(" ")]);
const classId = (project: Project, name: string) =>
  project.classes.find((entry) => entry.name === name)?.id ?? "";

describe("project edits", () => {
  it("adds photos to the class of that name, whatever the case, or makes it", () => {
    const project = addPhotos(
      addPhotos(projectOf({ Grass: ["a"] }), "grass", [photo("b")]),
      "Sand",
      [photo("c")],
    );
    expect(shape(project)).toEqual([
      ["Grass", "a b"],
      ["Sand", "c"],
    ]);
  });

  it("numbers a new class whose name is taken", () => {
    expect(shape(addClass(projectOf({ Grass: ["a"], "grass (2)": [] }), "GRASS"))).toEqual([
      ["Grass", "a"],
      ["grass (2)", ""],
      ["GRASS (3)", ""],
    ]);
  });

  it("merges a class into another and drops the emptied one", () => {
    const project = projectOf({ A: ["a"], B: ["b"] });
    expect(shape(mergeClasses(project, classId(project, "A"), classId(project, "B")))).toEqual([
      ["B", "b a"],
    ]);
  });

  it("leaves the project alone when a class is merged into itself", () => {
    const project = projectOf({ A: ["a"] });
    expect(mergeClasses(project, classId(project, "A"), classId(project, "A"))).toBe(project);
  });

  it("moves photos between classes and keeps those already there in place", () => {
    const project = projectOf({ A: ["a", "b"], B: ["c"] });
    expect(shape(movePhotos(project, new Set(["a", "c"]), classId(project, "B")))).toEqual([
      ["A", "b"],
      ["B", "c a"],
    ]);
  });

  it("moves a class to another place", () => {
    const project = projectOf({ A: [], B: [], C: [] });
    expect(shape(moveClass(project, classId(project, "C"), 0)).map(([name]) => name)).toEqual([
      "C",
      "A",
      "B",
    ]);
  });

  it("removes photos", () => {
    const project = removePhotos(projectOf({ A: ["a", "b"] }), new Set(["a"]));
    expect(shape(project)).toEqual([["A", "b"]]);
  });

  it("never loses or doubles a photo by moving and merging", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(8), fc.boolean()), { maxLength: 30 }),
        (acts) => {
          let project = projectOf({
            A: ["1", "2", "3"],
            B: ["4", "5"],
            C: ["6"],
            D: ["7", "8", "9"],
          });
          for (const [from, to, which, merge] of acts) {
            const [source, target] = [project.classes[from], project.classes[to]];
            if (!source || !target) continue;
            project = merge
              ? mergeClasses(project, source.id, target.id)
              : movePhotos(project, new Set([String(which + 1)]), target.id);
          }
          const ids = project.classes.flatMap(({ photos }) => photos.map(({ id }) => id));
          expect(ids.sort()).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
          expect(photoCount(project)).toBe(9);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it("removes a class with its photos", () => {
    const project = projectOf({ A: ["a"], B: ["b"] });
    expect(shape(removeClass(project, classId(project, "A")))).toEqual([["B", "b"]]);
  });
});
