/** An answer that the engine takes seconds for, asked for by a press. */
import { useState } from "react";
import { errorMessageId } from "../../../client/notices.ts";
import { isCancelled, type Working } from "../../../client/work.ts";

export interface Asked<Answer, Question = void> {
  readonly answer: Answer | null;
  readonly isAsking: boolean;
  /** Of what gives the answer; null while nobody has asked. */
  readonly workId: string | null;
  /** Message id. */
  readonly failure: `error.${string}` | null;
  readonly ask: (question: Question) => void;
}

/** An answer stays until the next one is there, also where that is called off. */
export function useAnswer<Answer, Question = void>(
  answerTo: (question: Question) => Working<Answer>,
): Asked<Answer, Question> {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [workId, setWorkId] = useState<string | null>(null);
  const [failure, setFailure] = useState<`error.${string}` | null>(null);
  const ask = async (question: Question) => {
    const { id, result } = answerTo(question);
    setWorkId(id);
    try {
      setAnswer(await result);
      setFailure(null);
    } catch (error) {
      if (!isCancelled(error)) setFailure(errorMessageId(error));
    } finally {
      setWorkId(null);
    }
  };
  return {
    answer,
    isAsking: workId !== null,
    workId,
    failure,
    ask: (question) => void ask(question),
  };
}
