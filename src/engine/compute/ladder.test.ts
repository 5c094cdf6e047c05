import { expect, it } from "vitest";
import { answerTo, type FaultKind } from "./ladder.ts";

const minute = 60_000;

it.each<[string, [FaultKind, number][], unknown]>([
  ["a first loss", [["lost", 0]], { avoids: null, reason: "DeviceLost" }],
  [
    "a second loss within two minutes",
    [
      ["lost", 0],
      ["outOfMemory", 1],
      ["lost", 1.9 * minute],
    ],
    { avoids: "failed", reason: "GivenUp" },
  ],
  [
    "a loss long after another",
    [
      ["lost", 0],
      ["lost", 2 * minute],
    ],
    { avoids: null, reason: "DeviceLost" },
  ],
  [
    "memory that is short again",
    [
      ["outOfMemory", 0],
      ["outOfMemory", 1],
    ],
    { avoids: null, reason: "OutOfMemory" },
  ],
  [
    "a refusal",
    [
      ["lost", 0],
      ["invalid", 1],
    ],
    { avoids: null, reason: "DeviceLost" },
  ],
  [
    "a second refusal, however late",
    [
      ["invalid", 0],
      ["invalid", 90 * minute],
    ],
    { avoids: "failed", reason: "OtherBackend" },
  ],
  ["wrong numbers", [["wrong", 0]], { avoids: "wrong", reason: "OtherBackend" }],
])("answers %s", (_, faults, answer) => {
  expect(answerTo(faults.map(([kind, at]) => ({ kind, at })))).toEqual(answer);
});
