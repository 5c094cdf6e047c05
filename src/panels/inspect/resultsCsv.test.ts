import { describe, expect, it } from "vitest";
import type { Text } from "../../messages/text.ts";
import type { Entry } from "./entries.ts";
import { type Named, rank } from "./ranking.ts";
import { type ClassesOf, resultsCsv } from "./resultsCsv.ts";

const text: Text = Object.assign((id: string) => id, {
  stated: (id: string) => id,
  locale: "en" as const,
});

describe("resultsCsv", () => {
  it("has one row an image, also for what could not be read", () => {
    const judgement = {
      ranking: rank(
        [
          { id: "s", name: "sand" },
          { id: "g", name: "=grass" },
        ],
        [0.25, 0.75],
      ),
      heat: null,
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
    const lines = resultsCsv(text, entries, () => undefined).split("\r\n");
    expect(lines.slice(1)).toEqual([
      '"a,b.png",Classifier 1,\'=grass,0.75,0.25,1.235,',
      "notes.png,,,,,,error.UnreadableImage",
      "",
    ]);
  });

  const judged = (runId: string, classes: readonly Named[], probabilities: readonly number[]) =>
    ({
      id: runId,
      name: `${runId}.png`,
      trueClass: null,
      source: null,
      outcome: {
        state: "done",
        judgement: {
          ranking: rank(classes, probabilities),
          heat: null,
          patches: 1,
          tookMs: 0,
          runId,
          model: runId,
        },
      },
    }) satisfies Entry;
  const table = (entries: readonly Entry[], classesOf: ClassesOf = () => undefined) =>
    resultsCsv(text, entries, classesOf)
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(",").slice(2, -2).join(","));
  const [x, y] = [
    { id: "x", name: "Lawn" },
    { id: "y", name: "Mud" },
  ];

  it("never mixes classes, whatever they were called when each model was told them", () => {
    const later = [
      { ...x, name: "Moss" },
      { ...y, name: "Lawn" },
    ];
    expect(
      table([judged("before", [x, y], [0.9, 0.1]), judged("after", later, [0.2, 0.8])]),
    ).toEqual(["inspect.csv.verdict,Moss,Lawn", "Moss,0.9,0.1", "Lawn,0.2,0.8"]);
    const another = [{ id: "z", name: "Lawn" }, y];
    expect(table([judged("one", [x, y], [0.9, 0.1]), judged("two", another, [0.7, 0.3])])).toEqual([
      "inspect.csv.verdict,Lawn,Mud,Lawn (2)",
      "Lawn,0.9,0.1,",
      "Lawn (2),,0.3,0.7",
    ]);
  });

  it("calls a class in the language in use, also where an early version kept no id", () => {
    const withoutIds = [x, y].map(({ name }) => ({ name })) as Named[];
    const entries = [judged("run", [x, y], [0.9, 0.1]), judged("old", withoutIds, [0.3, 0.7])];
    const chinese = [{ ...x, name: "草坪" }, y];
    expect(table(entries, (runId) => (runId === "run" ? chinese : undefined))).toEqual([
      "inspect.csv.verdict,Mud,草坪,Lawn,Mud (2)",
      "草坪,0.1,0.9,,",
      "Mud (2),,,0.3,0.7",
    ]);
    expect(table(entries, () => [x, y])).toEqual([
      "inspect.csv.verdict,Lawn,Mud",
      "Lawn,0.9,0.1",
      "Mud,0.3,0.7",
    ]);
  });
});
