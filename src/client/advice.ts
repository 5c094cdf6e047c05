/** What is done with the doctor's advice. */
import type { Run } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { adjustRun, settingsInForce } from "./adjustRun.ts";
import { notify } from "./notices.ts";
import { keepDraft } from "./training.ts";

/** A change of one setting, and how it reads. */
export interface AdvisedChange {
  readonly key: string;
  readonly to: number;
  readonly words: { readonly name: string; readonly value: string };
}

type Advised = Pick<Run, "runId" | "modelId" | "hparams" | "halvings">;

/** Changes a run that goes on, and offers to change it back. */
export async function takeAdvice(run: Advised, { key, to, words }: AdvisedChange): Promise<void> {
  const before = settingsInForce(run)[key];
  if (!(await adjustRun(run.runId, { [key]: to })) || before === undefined) return;
  notify({
    tone: "good",
    message: "notice.adjusted",
    values: words,
    changeBack: { runId: run.runId, changes: { [key]: before } },
  });
}

/** Puts the settings of a run that has ended into the recipe of the next, with one change. */
export function keepForNext({ modelId, hparams }: Advised, change: AdvisedChange): void {
  keepDraft(modelId, { ...hparams, [change.key]: change.to });
  notify({ tone: "good", message: "notice.recipeChanged", values: change.words });
}

/** Puts advice of a rule for a run aside. */
export const dismissAdvice = (runId: string, rule: string): void =>
  useAppStore.setState(({ dismissedAdvice }) => ({
    dismissedAdvice: [...dismissedAdvice, `${runId}:${rule}`],
  }));

/** Brings all advice for a run back. */
export const recallAdvice = (runId: string): void =>
  useAppStore.setState(({ dismissedAdvice }) => ({
    dismissedAdvice: dismissedAdvice.filter((key) => !key.startsWith(`${runId}:`)),
  }));
