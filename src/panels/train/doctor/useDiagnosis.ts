/** What the doctor says of a run, asked anew every two seconds while it trains. */
import { useEffect, useState } from "react";
import { settingsInForce } from "../../../client/adjustRun.ts";
import { type Diagnosis, diagnose } from "../../../client/doctor/diagnose.ts";
import { seriesOf } from "../../../client/series.ts";
import type { ModelSpec } from "../../../protocol/spec.ts";
import type { Run } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";

const everyMs = 2_000;
const waiting: Diagnosis = { isWaiting: true, findings: [] };

export function useDiagnosis({ runId, state, adjustments }: Run, spec: ModelSpec): Diagnosis {
  const [diagnosis, setDiagnosis] = useState(waiting);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of settings asks for a new look
  useEffect(() => {
    const examine = () => {
      const run = useAppStore.getState().runs.find((entry) => entry.runId === runId);
      if (run) setDiagnosis(({ findings }) => diagnose(signsOf(run, spec), findings));
    };
    examine();
    if (state !== "training") return;
    const timer = setInterval(examine, everyMs);
    return () => clearInterval(timer);
  }, [runId, spec, state, adjustments]);
  return diagnosis;
}

const signsOf = (run: Run, spec: ModelSpec) => ({
  spec,
  hparams: settingsInForce(run),
  step: run.step,
  since: run.adjustments?.at(-1)?.step ?? 0,
  halvings: run.halvings ?? 0,
  series: seriesOf(run.runId),
});
