import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldsOf, holdOut, type SplitPhoto } from "./holdOut.ts";

/** Photos named by their content, e.g. "a" and "a+2" for a photo and its copy. */
const photosOf = (...ids: readonly string[]): SplitPhoto[] =>
  ids.map((id) => ({ id, content: id.replace(/\+.*/, "") }));
const numbered = (letter: string, count: number): SplitPhoto[] =>
  photosOf(...Array.from({ length: count }, (_, at) => `${letter}${at + 1}`));

/** Without any copy. */
const classes = [numbered("a", 7), numbered("b", 2), numbered("c", 1), [], numbered("d", 12)];

/** Classes of a few contents, drawn from so few that copies within and across classes abound. */
const withCopies = fc
  .array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 }), { maxLength: 4 })
  .map((drawn) =>
    drawn.map((contents, label) =>
      contents.map((content, at) => ({ id: `${label}-${at}`, content: `${content}` })),
    ),
  );

const contentsIn = (drawn: readonly (readonly SplitPhoto[])[], ids: readonly string[]) => {
  const wanted = new Set(ids);
  return new Set(drawn.flat().flatMap(({ id, content }) => (wanted.has(id) ? [content] : [])));
};

describe("holdOut", () => {
  it.each([
    [0.2, 1, "a3 b1 d3 d6"],
    [0.5, 4711, "a7 a6 a4 a5 b2 d3 d2 d10 d5 d9 d6"],
    [0.1, 9, "a7 b2 d5"],
  ])("gives what it always gave where there are no copies (%d, %i)", (share, seed, ids) => {
    expect(holdOut(classes, share, seed).join(" ")).toBe(ids);
  });

  it("counts a photo and its copies once", () => {
    const four = ["a", "b", "c", "d", "e"].flatMap((id) =>
      photosOf(id, `${id}+2`, `${id}+3`, `${id}+4`),
    );
    const held = holdOut([four], 0.2, 1);
    expect(held).toHaveLength(4);
    expect(contentsIn([four], held).size).toBe(1);
  });

  it("holds a copy out with the photo in the other class", () => {
    const shared = [photosOf("x", "y"), photosOf("x+2", "y+2")];
    expect(contentsIn(shared, holdOut(shared, 0.5, 3)).size).toBe(1);
    expect(holdOut(shared, 0.5, 3)).toHaveLength(2);
  });

  it("never lets a content lie on both sides, nor takes all of a class", () => {
    fc.assert(
      fc.property(withCopies, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (...drawn) => {
        const [all, share, seed] = drawn;
        const held = new Set(holdOut(all, share, seed));
        const learnt = all.flat().filter(({ id }) => !held.has(id));
        const shown = contentsIn(all, [...held]);
        expect(learnt.filter(({ content }) => shown.has(content))).toEqual([]);
        for (const photos of all) {
          const left = photos.filter(({ id }) => !held.has(id)).length;
          expect(left > 0 || photos.length === 0).toBe(true);
        }
      }),
    );
  });

  it("holds out of every class that has two photos of its own", () => {
    fc.assert(
      fc.property(withCopies, fc.nat(), (all, seed) => {
        const own = all.map((photos, label) =>
          photos.map(({ id, content }) => ({ id, content: `${label} ${content}` })),
        );
        const held = contentsIn(own, holdOut(own, 0.2, seed));
        for (const [label, photos] of own.entries()) {
          const different = new Set(photos.map(({ content }) => content)).size;
          const count = [...held].filter((content) => content.startsWith(`${label} `)).length;
          expect(count).toBe(different < 2 ? 0 : Math.max(1, Math.round(different * 0.2)));
        }
      }),
    );
  });
});

describe("foldsOf", () => {
  it("gives what it always gave where there are no copies", () => {
    expect(foldsOf(classes, 3, 2).map((ids) => ids.join(" "))).toEqual([
      "a1 a2 a6 c1 d3 d12 d8 d11",
      "a5 a7 b2 d4 d10 d2 d6",
      "a4 a3 b1 d9 d7 d5 d1",
    ]);
    expect(foldsOf(classes, 5, 77)[1]).toEqual(["a7", "a2", "d3", "d5", "d6"]);
  });

  it("holds every photo out exactly once, and copies together", () => {
    fc.assert(
      fc.property(withCopies, fc.integer({ min: 2, max: 5 }), fc.nat(), (all, folds, seed) => {
        const parts = foldsOf(all, folds, seed);
        expect(parts.flat().toSorted()).toEqual(
          all
            .flat()
            .map(({ id }) => id)
            .toSorted(),
        );
        const contents = parts.flatMap((ids) => [...contentsIn(all, ids)]);
        expect(new Set(contents).size).toBe(contents.length);
      }),
    );
  });
});
