/** A classifier's newest verdicts on what was held out of its run. */
import { useEffect, useState } from "react";
import { checkHeldOut } from "../../../client/heldOut.ts";
import type { Confusion } from "../../../lib/verdicts.ts";
import type { Run } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";

export interface Verdicts {
  readonly step: number;
  readonly photos: Confusion;
  /** null for a run from before patches were counted. */
  readonly patches: Confusion | null;
}

export type VerdictsState =
  | { readonly kind: "nothingHeldOut" | "waiting" | "later" | "checking" | "failed" }
  | { readonly kind: "known"; readonly verdicts: Verdicts };

const isBusy = ({ state }: Run): boolean => state === "training" || state === "preparing";

/** A run that has none noted is judged once, as soon as nothing trains. */
export function useVerdicts(run: Run): VerdictsState {
  const isTraining = useAppStore(({ runs }) => runs.some(isBusy));
  const { runId, step, verdicts } = run;
  const [checked, setChecked] = useState<{ key: string; photos: Confusion | null }>();
  const key = !verdicts && step > 0 && !isTraining ? `${runId}:${step}` : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the run's state
  useEffect(() => {
    if (key === null) return;
    let isCurrent = true;
    void checkHeldOut(run).then((photos) => {
      if (isCurrent) setChecked({ key, photos });
    });
    return () => {
      isCurrent = false;
    };
  }, [key]);
  if (verdicts) return { kind: "known", verdicts };
  if (run.data.heldOutCount === 0) return { kind: "nothingHeldOut" };
  if (key === null) return { kind: step > 0 && !isBusy(run) ? "later" : "waiting" };
  if (checked?.key !== key) return { kind: "checking" };
  if (!checked.photos) return { kind: "failed" };
  return { kind: "known", verdicts: { step, photos: checked.photos, patches: null } };
}
