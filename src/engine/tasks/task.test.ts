import { expect, it } from "vitest";
import { uncounted } from "../../lib/pieces.ts";
import type { Answer } from "../../protocol/answers.ts";
import { Cancelled, UnknownRun } from "../errors.ts";
import { draw } from "./draw.ts";
import { type AnswerTools, answerBy, type Task } from "./task.ts";

const answer: Answer = { maps: {}, numbers: { depth: 1 } };
const dye: Task = { spec: { id: "dye", desk: "inspect" }, answer: async () => answer };
const run = { record: { runId: "a" }, tasks: [draw, dye] } as unknown as Parameters<
  typeof answerBy
>[1];
const tools: AnswerTools = {
  resolvePhoto: () => Promise.reject(new Error("There is no photo")),
  counting: uncounted,
};

it("a question goes to the task that it is for", async () => {
  expect(await answerBy("dye", run, {}, tools)).toBe(answer);
});

it.each(["generate", "weave"])(
  "nothing is answered by %s, which has no such answers",
  async (id) => {
    await expect(answerBy(id, run, {}, tools)).rejects.toThrow(UnknownRun);
  },
);

it("an answer that is called off ends after the unit under way", async () => {
  let units = 0;
  const counting = () => async () => {
    if (++units === 2) throw new Cancelled("enough");
  };
  const slow: Task = {
    ...dye,
    async answer(_run, _question, given) {
      const breathe = given.counting(9);
      for (let at = 0; at < 9; at++) await breathe();
      return answer;
    },
  };
  const asked = answerBy("dye", { ...run, tasks: [slow] }, {}, { ...tools, counting });
  await expect(asked).rejects.toThrow(Cancelled);
  expect(units).toBe(2);
});
