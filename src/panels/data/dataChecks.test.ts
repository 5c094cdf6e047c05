import { describe, expect, it } from "vitest";
import type { Photo, TextureClass } from "../../protocol/project.ts";
import { dataChecks } from "./dataChecks.ts";

function textureClass(name: string, count: number): TextureClass {
  const photos = Array.from(
    { length: count },
    (_, i): Photo => ({
      id: `${name}${i}`,
      name: `${i}.png`,
      source: { kind: "stored", hash: `${name}${i}` },
      width: 64,
      height: 64,
    }),
  );
  return { id: name, name, photos };
}

const messages = (...classes: TextureClass[]) =>
  dataChecks({ classes }).map(({ message }) => message);

describe("dataChecks", () => {
  it("says nothing of balanced classes, nor of an empty project", () => {
    expect(messages(textureClass("a", 6), textureClass("b", 9))).toEqual([]);
    expect(messages(textureClass("a", 0))).toEqual([]);
  });

  it("warns of a lone class", () => {
    expect(messages(textureClass("a", 6))).toEqual(["check.oneClass"]);
  });

  it("names classes that cannot be split", () => {
    expect(messages(textureClass("a", 3), textureClass("b", 1), textureClass("c", 0))).toEqual([
      "check.singlePhoto",
      "check.emptyClass",
    ]);
  });

  it("names the largest and the smallest class where they differ much", () => {
    expect(
      dataChecks({ classes: [textureClass("a", 20), textureClass("b", 4), textureClass("c", 9)] }),
    ).toEqual([{ message: "check.imbalance", values: { small: "b", large: "a", ratio: 5 } }]);
  });

  it("tells of classes of one name, however it is spelt", () => {
    const classes = [textureClass("Lawn", 5), textureClass("sand", 5), textureClass("lawn ", 5)];
    expect(dataChecks({ classes })).toEqual([
      { message: "check.sameName", values: { name: "Lawn", count: 2 } },
    ]);
  });

  it("counts copies within classes, and photos that lie in several", () => {
    const [a, b, c] = [textureClass("a", 6), textureClass("b", 6), textureClass("c", 6)];
    const copyOf = (photos: readonly Photo[], count: number) =>
      photos.slice(0, count).map((photo) => ({ ...photo, id: `${photo.id} again` }));
    const withCopies = [
      { ...a, photos: [...a.photos, ...copyOf(a.photos, 2)] },
      { ...b, photos: [...b.photos, ...copyOf(b.photos, 1)] },
      c,
    ];
    expect(dataChecks({ classes: withCopies })).toEqual([
      { message: "check.copies", values: { count: 3, classes: 2 } },
    ]);
    const shared = [a, { ...b, photos: [...b.photos, ...copyOf(a.photos, 4)] }, c];
    expect(dataChecks({ classes: shared })).toEqual([
      { message: "check.sharedPhotos", values: { count: 4, classes: 2 } },
    ]);
  });
});
