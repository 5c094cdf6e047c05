/** What a verdict's classes are called, and whether it is right: by their ids, whatever they are called. */
import { describe, expect, it } from "vitest";
import type { Entry } from "./entries.ts";
import { type Named, rank, shownVerdict } from "./ranking.ts";

const [x, y]: [Named, Named] = [
  { id: "x", name: "Lawn" },
  { id: "y", name: "Mud" },
];

/** @param classes with their probabilities */
function entryOf(classes: readonly (readonly [Named, number])[], truth?: Named): Entry {
  const ranking = rank(
    classes.map(([entry]) => entry),
    classes.map(([, share]) => share),
  );
  const judgement = { ranking, heat: null, patches: 1, tookMs: 0, runId: "run", model: "C" };
  const { id: trueClassId, name: trueClass = null } = truth ?? {};
  return {
    id: "1",
    name: "a.png",
    trueClass,
    ...(trueClassId !== undefined && { trueClassId }),
    source: null,
    outcome: { state: "done", judgement },
  };
}

describe("shownVerdict", () => {
  it("ranks the likeliest first, by the names of now", () => {
    const entry = entryOf(
      [
        [x, 0.3],
        [y, 0.7],
      ],
      x,
    );
    const { ranking, truth } = shownVerdict(entry, [{ ...x, name: "草坪" }, y]);
    expect(ranking).toEqual([
      { key: "y", name: "Mud", probability: 0.7, isTrue: false },
      { key: "x", name: "草坪", probability: 0.3, isTrue: true },
    ]);
    expect(truth).toEqual({ name: "草坪", isTold: true });
    expect(shownVerdict(entry).ranking.map(({ name }) => name)).toEqual(["Mud", "Lawn"]);
  });

  it("takes no class for the true one because it is called so", () => {
    const { ranking, truth } = shownVerdict(
      entryOf(
        [
          [x, 0.9],
          [y, 0.1],
        ],
        { id: "z", name: "Lawn" },
      ),
    );
    expect(ranking.map(({ isTrue }) => isTrue)).toEqual([false, false]);
    expect(truth).toEqual({ name: "Lawn", isTold: false });
  });

  it("goes by names where an early version kept no ids", () => {
    const old = [x, y].map(({ name }) => ({ name }) as Named) as [Named, Named];
    const entry = entryOf(
      [
        [old[0], 0.9],
        [old[1], 0.1],
      ],
      old[0],
    );
    expect(shownVerdict(entry).ranking.map(({ isTrue }) => isTrue)).toEqual([true, false]);
    expect(shownVerdict(entry, [x, y]).ranking.map(({ key }) => key)).toEqual(["x", "y"]);
  });

  it("has nothing to show before there is a verdict", () => {
    const entry: Entry = { ...entryOf([], x), outcome: { state: "waiting" } };
    expect(shownVerdict(entry)).toEqual({ ranking: [], truth: { name: "Lawn", isTold: false } });
  });
});
