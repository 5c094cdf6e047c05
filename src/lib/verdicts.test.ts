import { describe, expect, it } from "vitest";
import { accuracyOf, confusionOf, talliesOf, tallyOf, worstMistake } from "./verdicts.ts";

describe("confusionOf", () => {
  it("counts the likeliest class, and leaves out what has none", () => {
    const judged = [
      { label: 0, probabilities: [0.9, 0.1] },
      { label: 0, probabilities: [0.4, 0.6] },
      { label: 1, probabilities: [Number.NaN, Number.NaN] },
      { label: 1, probabilities: [] },
    ];
    expect(confusionOf(judged, 2)).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });
});

describe("tallies", () => {
  const confusion = [
    [3, 1, 0],
    [2, 5, 0],
    [0, 0, 0],
  ];

  it("count what is right by class and in all", () => {
    expect(talliesOf(confusion)).toEqual([
      { right: 3, count: 4 },
      { right: 5, count: 7 },
      { right: 0, count: 0 },
    ]);
    expect(tallyOf(confusion)).toEqual({ right: 8, count: 11 });
  });
});

describe("worstMistake", () => {
  it("is the most frequent one", () => {
    const confusion = [
      [3, 1, 0],
      [6, 34, 0],
      [0, 2, 0],
    ];
    expect(worstMistake(confusion)).toEqual({ label: 1, verdict: 0, count: 6, of: 40 });
  });

  it("hits the larger share of its class where two are as frequent", () => {
    const confusion = [
      [30, 2],
      [2, 3],
    ];
    expect(worstMistake(confusion)).toEqual({ label: 1, verdict: 0, count: 2, of: 5 });
  });

  it("is none where all is right, or nothing was judged", () => {
    expect(
      worstMistake([
        [4, 0],
        [0, 2],
      ]),
    ).toBeNull();
    expect(worstMistake([])).toBeNull();
  });
});

describe("accuracyOf", () => {
  it("counts the likeliest class of each photo", () => {
    const judged = [
      { label: 0, probabilities: [0.9, 0.1] },
      { label: 0, probabilities: [0.4, 0.6] },
      { label: 1, probabilities: [0.2, 0.8] },
      { label: 1, probabilities: [0.3, 0.7] },
    ];
    expect(accuracyOf(judged, ["grass", "sand"])).toEqual({
      accuracy: 0.75,
      perClass: { grass: 0.5, sand: 1 },
      confusion: [
        [1, 1],
        [0, 2],
      ],
    });
  });

  it("counts a photo that could not be read neither as right nor as wrong", () => {
    const judged = [
      { label: 0, probabilities: [1, 0] },
      { label: 0, probabilities: [] },
    ];
    const expected = { accuracy: 1, perClass: { grass: 1, sand: null } };
    expect(accuracyOf(judged, ["grass", "sand"])).toMatchObject(expected);
  });

  it("counts two classes of one name apart", () => {
    const judged = [{ label: 0, probabilities: [1, 0] }];
    expect(accuracyOf(judged, ["sand", "Sand"]).perClass).toEqual({ sand: 1, "Sand (2)": null });
  });

  it("gives no recall for a class without photos", () => {
    const judged = [{ label: 0, probabilities: [1, 0] }];
    expect(accuracyOf(judged, ["grass", "sand"]).perClass).toEqual({ grass: 1, sand: null });
  });
});
