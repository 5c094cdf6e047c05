import { describe, expect, it } from "vitest";
import { accuracyOf } from "./verdicts.ts";

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

  it("gives no recall for a class without photos", () => {
    const judged = [{ label: 0, probabilities: [1, 0] }];
    expect(accuracyOf(judged, ["grass", "sand"]).perClass).toEqual({ grass: 1, sand: null });
  });
});
