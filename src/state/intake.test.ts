import { describe, expect, it } from "vitest";
import type { ImportedPhoto } from "../protocol/importing.ts";
import { withImported } from "./intake.ts";
import { addClass, newProject } from "./project.ts";

const imported = (id: string, hash: string, folder = ""): ImportedPhoto => ({
  photo: { id, name: `${id}.png`, source: { kind: "stored", hash }, width: 9, height: 9 },
  folder,
});
const empty = newProject("p");
const target = { projectId: empty.id, projectName: "p", looseName: "Loose" };
const own = addClass(addClass(empty, "Rust"), "Moss", [imported("m", "moss").photo]);
const rustId = own.classes[0]?.id ?? "";

const take = (photos: readonly ImportedPhoto[], classId?: string, project = own) => {
  const taken = withImported(project, photos, { ...target, ...(classId && { classId }) });
  const classes = taken.project.classes.map((entry) =>
    `${entry.name}: ${entry.photos.map(({ id }) => id).join(" ")}`.trim(),
  );
  return { ...taken, classes };
};

describe("imported photos", () => {
  it("join the class of their folder, loose ones that of their card or one of their own", () => {
    const photos = [imported("a", "1"), imported("b", "2", "sand"), imported("c", "3", "sand")];
    expect(take(photos, rustId).classes).toEqual(["Rust: a", "Moss: m", "sand: b c"]);
    expect(take(photos).classes).toEqual(["Rust:", "Moss: m", "Loose: a", "sand: b c"]);
    expect(take(photos, "gone").classes).toEqual(["Rust:", "Moss: m", "Loose: a", "sand: b c"]);
  });

  it("are not added again to a class that has them, and are counted", () => {
    const photos = [
      imported("a", "moss", "Moss"),
      imported("b", "new", "Moss"),
      imported("c", "new", "Moss"),
    ];
    const first = take(photos);
    expect(first).toMatchObject({ added: 1, known: 2, classes: ["Rust:", "Moss: m b"] });
    const again = take(photos, undefined, first.project);
    expect(again).toMatchObject({ added: 0, known: 3 });
    expect(again.project).toBe(first.project);
  });

  it("are added to another class nonetheless", () => {
    expect(take([imported("a", "moss", "Rust")])).toMatchObject({
      added: 1,
      classes: ["Rust: a", "Moss: m"],
    });
  });

  it("join a class that is spelt otherwise, which is said", () => {
    expect(take([imported("a", "1", "RUST"), imported("b", "2", "Moss")])).toMatchObject({
      classes: ["Rust: a", "Moss: m b"],
      joined: [{ folder: "RUST", className: "Rust" }],
    });
  });
});
