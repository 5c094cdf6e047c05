import { expect, it } from "vitest";
import type { Answer } from "../../protocol/answers.ts";
import { UnknownRun } from "../errors.ts";
import { draw } from "./draw.ts";
import { answerBy, type Task } from "./task.ts";

const answer: Answer = { maps: {}, numbers: { depth: 1 } };
const dye: Task = { spec: { id: "dye", desk: "inspect" }, answer: async () => answer };
const run = { record: { runId: "a" }, tasks: [draw, dye] } as unknown as Parameters<
  typeof answerBy
>[1];
const noPhoto = () => Promise.reject(new Error("There is no photo"));

it("a question goes to the task that it is for", async () => {
  expect(await answerBy("dye", run, {}, noPhoto)).toBe(answer);
});

it.each(["generate", "weave"])(
  "nothing is answered by %s, which has no such answers",
  async (id) => {
    await expect(answerBy(id, run, {}, noPhoto)).rejects.toThrow(UnknownRun);
  },
);
