/** Tells screen readers how training goes: every ten seconds, and at once when its state changes. */
import { useEffect, useState } from "react";
import { type Text, useText } from "../messages/text.ts";
import { hasSteps } from "../protocol/run.ts";
import { headlineOf } from "../state/headline.ts";
import { progressOf } from "../state/runProgress.ts";
import type { Run } from "../state/runs.ts";
import { type AppState, selectDockRun, useAppStore } from "../state/store.ts";
import { showNumber } from "../ui/forms/hparamValue.ts";
import { timeLeftText } from "../ui/words/duration.ts";
import { shareText } from "../ui/words/shareText.ts";
import { standText } from "../ui/words/standText.ts";

const everyMs = 10_000;

export function RunAnnouncer() {
  const text = useText();
  const state = useAppStore((store) => selectDockRun(store)?.state);
  const [words, setWords] = useState("");
  useEffect(() => {
    const run = selectDockRun(useAppStore.getState());
    if (!run || !state) return;
    setWords(text("dock.announceState", { name: run.name, state: text(`train.state.${state}`) }));
    if (state !== "training") return;
    const timer = setInterval(() => setWords(progressWords(text, useAppStore.getState())), everyMs);
    return () => clearInterval(timer);
  }, [state, text]);
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}

function progressWords(text: Text, store: AppState): string {
  const run = selectDockRun(store);
  if (!run) return "";
  const { secondsLeft } = progressOf(run);
  const time = secondsLeft === null ? "" : timeLeftText(text, secondsLeft);
  const left = time && text("dock.left", { time });
  const { name, step, hparams } = run;
  return hasSteps(run)
    ? text("dock.announce", {
        ...{ name, step, steps: Number(hparams.steps), left },
        metric: metricWords(text, store, run),
      })
    : text("dock.announceStand", { name, stand: standText(text, run), left });
}

function metricWords(text: Text, store: AppState, run: Run): string {
  const headline = headlineOf(
    run,
    store.engine?.models.find((model) => model.id === run.modelId),
  );
  if (!headline) return "";
  const { series, value, isShare } = headline;
  const shown = isShare ? shareText(text.locale, value) : showNumber(value);
  return `${text.stated(`series.${series}`)} ${shown}`;
}
