/** An answer that the engine takes seconds for, asked for by a press. */
import { useState } from "react";
import { errorMessageId } from "../../../client/notices.ts";

export interface Asked<Answer> {
  readonly answer: Answer | null;
  readonly isAsking: boolean;
  /** Message id. */
  readonly failure: `error.${string}` | null;
  readonly ask: () => void;
}

/** An answer stays until the next one is there. */
export function useAnswer<Answer>(question: () => Promise<Answer>): Asked<Answer> {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const [failure, setFailure] = useState<`error.${string}` | null>(null);
  const ask = async () => {
    setIsAsking(true);
    try {
      setAnswer(await question());
      setFailure(null);
    } catch (error) {
      setFailure(errorMessageId(error));
    } finally {
      setIsAsking(false);
    }
  };
  return { answer, isAsking, failure, ask: () => void ask() };
}
