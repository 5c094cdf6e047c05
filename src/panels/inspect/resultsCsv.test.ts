import { describe, expect, it } from "vitest";
import type { Text } from "../../messages/text.ts";
import type { Entry } from "./entries.ts";
import { rank } from "./judgements.ts";
import { resultsCsv } from "./resultsCsv.ts";

const text: Text = Object.assign((id: string) => id, {
  stated: (id: string) => id,
  locale: "en" as const,
});
const picture = {} as ImageBitmap; // never looked at here

describe("resultsCsv", () => {
  it("has one row an image, also for what could not be read", () => {
    const judgement = {
      ranking: rank(["sand", "=grass"], [0.25, 0.75]),
      pictures: { photo: picture, heat: picture },
      patches: 4,
      tookMs: 1234.6,
      runId: "run",
      model: "Classifier 1",
    };
    const entries: Entry[] = [
      {
        id: "1",
        name: "a,b.png",
        trueClass: null,
        source: null,
        outcome: { state: "done", judgement },
      },
      {
        id: "2",
        name: "notes.png",
        trueClass: null,
        source: null,
        outcome: { state: "failed", reason: "error.UnreadableImage" },
      },
      { id: "3", name: "later.png", trueClass: null, source: null, outcome: { state: "waiting" } },
    ];
    const lines = resultsCsv(text, entries).split("\r\n");
    expect(lines.slice(1)).toEqual([
      '"a,b.png",Classifier 1,\'=grass,0.75,0.25,1.235,',
      "notes.png,,,,,,error.UnreadableImage",
      "",
    ]);
  });
});

describe("rank", () => {
  it("tells two classes of one name apart, in the table too", () => {
    const ranking = rank(["Lawn", "Lawn", "sand"], [0.5, 0.3, 0.2]);
    expect(ranking.map(({ name }) => name)).toEqual(["Lawn", "Lawn (2)", "sand"]);
    expect(ranking.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
  });

  it("puts the likeliest first", () => {
    expect(rank(["a", "b", "c"], [0.2, 0.7, 0.1]).map(({ name }) => name)).toEqual(["b", "a", "c"]);
  });
});
