/** What a task answers that has no verb of its own. */
import type { Answer, Question } from "../protocol/answers.ts";
import type { Run } from "../state/runs.ts";
import { runWork, type Working } from "./work.ts";

export const answer = (
  { runId, name }: Pick<Run, "runId" | "name">,
  taskId: string,
  question: Question,
): Working<Answer> =>
  runWork({ kind: "answer", name }, ({ id, ask }) =>
    ask((engine) => engine.answer(id, runId, taskId, question)),
  );
