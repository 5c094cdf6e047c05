/** Asks how much a run's pictures have of its training patches, and now and then again while it trains. */
import { useCallback, useEffect, useRef, useState } from "react";
import { memorisation } from "../../client/memorisation.ts";
import { errorMessageId } from "../../client/notices.ts";
import type { Memorisation } from "../../protocol/engine.ts";

/** Between two answers while the run trains… */
const restMs = 60_000;
/** …or so many times as long as the answer took, so that training hardly notices. */
const restShare = 30;

export interface AskedMemorisation {
  readonly found: Memorisation | null;
  readonly isAsking: boolean;
  /** Message id. */
  readonly failure: `error.${string}` | null;
  readonly ask: () => void;
}

/** Asks for the first time when told to. @param isTraining asks again by itself */
export function useMemorisation(runId: string, isTraining: boolean): AskedMemorisation {
  const [found, setFound] = useState<Memorisation | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const [failure, setFailure] = useState<`error.${string}` | null>(null);
  const isShown = useRef(true);
  const tookMs = useRef(0);

  const ask = useCallback(async () => {
    setIsAsking(true);
    const started = performance.now();
    try {
      const answer = await memorisation(runId);
      if (!isShown.current) return answer.sheet.close();
      tookMs.current = performance.now() - started;
      setFailure(null);
      setFound(answer);
    } catch (error) {
      setFailure(errorMessageId(error));
    } finally {
      setIsAsking(false);
    }
  }, [runId]);

  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  useEffect(() => () => found?.sheet.close(), [found]);
  useEffect(() => {
    if (!found || !isTraining) return;
    const timer = setTimeout(() => void ask(), Math.max(restMs, restShare * tookMs.current));
    return () => clearTimeout(timer);
  }, [found, isTraining, ask]);

  return { found, isAsking, failure, ask: () => void ask() };
}
