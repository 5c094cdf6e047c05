/** Asks how much a run's pictures have of its training patches, and now and then again while it trains. */
import { useEffect, useRef } from "react";
import { memorisation } from "../../../client/memorisation.ts";
import type { Memorisation } from "../../../protocol/quality.ts";
import type { Run } from "../../../state/runs.ts";
import { type Asked, useAnswer } from "./useAnswer.ts";

/** Between two answers while the run trains… */
const restMs = 60_000;
/** …or so many times as long as the answer took, so that training hardly notices. */
const restShare = 30;

/** Asks for the first time when told to. @param isTraining asks again by itself */
export function useMemorisation(
  run: Pick<Run, "runId" | "name">,
  isTraining: boolean,
): Asked<Memorisation> {
  const isShown = useRef(true);
  const tookMs = useRef(0);
  const asked = useAnswer(() => {
    const started = performance.now();
    const working = memorisation(run);
    const result = working.result.then((found) => {
      if (!isShown.current) found.sheet.close(); // nobody is left to show it
      tookMs.current = performance.now() - started;
      return found;
    });
    return { ...working, result };
  });
  const { answer, ask } = asked;

  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  useEffect(() => () => answer?.sheet.close(), [answer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ask` is made anew on every drawing, and asks the same
  useEffect(() => {
    if (!answer || !isTraining) return;
    const timer = setTimeout(ask, Math.max(restMs, restShare * tookMs.current));
    return () => clearTimeout(timer);
  }, [answer, isTraining]);

  return asked;
}
