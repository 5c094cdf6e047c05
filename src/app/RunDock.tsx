/** The bar at the foot of every desk while something trains or has just ended: training is never hidden. */
import { Pause, Play, Square, StepForward, X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { openDesk } from "../client/desks.ts";
import { previewOf, recallPreview, subscribePreviews } from "../client/previews.ts";
import { pauseRun, resumeRun, stepRun, stopRun } from "../client/runs.ts";
import { seriesOf } from "../client/series.ts";
import { closeDock, showRun } from "../client/training.ts";
import { useText } from "../messages/text.ts";
import { hasSteps } from "../protocol/run.ts";
import { headlineOf, headlineSeries } from "../state/headline.ts";
import { progressOf } from "../state/runProgress.ts";
import { isLive, type Run } from "../state/runs.ts";
import { selectDockRun, selectIsLost, useAppStore } from "../state/store.ts";
import { Sparkline } from "../ui/charts/Sparkline.tsx";
import { Hint } from "../ui/feedback/Hint.tsx";
import { ProgressBar } from "../ui/feedback/ProgressBar.tsx";
import { Button } from "../ui/forms/Button.tsx";
import { showNumber } from "../ui/forms/hparamValue.ts";
import { Sheet } from "../ui/pictures/Sheet.tsx";
import { timeLeftText } from "../ui/words/duration.ts";
import { shareText } from "../ui/words/shareText.ts";
import { standText } from "../ui/words/standText.ts";
import { RunAnnouncer } from "./RunAnnouncer.tsx";

export function RunDock() {
  const text = useText();
  const run = useAppStore(selectDockRun);
  if (!run) return null;
  const { share } = progressOf(run);
  return (
    <section
      aria-label={text("dock.label")}
      className="relative flex h-15 min-w-0 items-center gap-2 border-t border-line bg-surface px-3 bar:col-span-2 bar:gap-3 bar:px-4"
    >
      <ProgressBar
        label={text("train.status")}
        value={run.state === "preparing" ? null : share}
        valueText={standText(text, run)}
        className="absolute inset-x-0 -top-px h-0.5! rounded-none!"
      />
      {isLive(run) && <DockButtons run={run} />}
      <button
        type="button"
        aria-label={text("dock.show", { name: run.name })}
        onClick={() => {
          showRun(run.runId);
          openDesk("train");
        }}
        className="flex h-11 min-w-0 flex-1 cursor-pointer items-center gap-5 rounded-control px-2 text-left hover:bg-raised"
      >
        <span className="min-w-0 bar:max-w-96">
          <span className="block truncate font-semibold">{run.name}</span>
          <span className="block truncate text-small text-muted">
            <StateLine run={run} />
          </span>
        </span>
        <DockMeasure run={run} />
        <DockSamples runId={run.runId} />
      </button>
      {!isLive(run) && (
        <Button variant="icon" aria-label={text("dock.close")} onPress={closeDock}>
          <X size={15} aria-hidden />
        </Button>
      )}
      <RunAnnouncer />
    </section>
  );
}

function DockButtons({ run }: { readonly run: Run }) {
  return hasSteps(run) ? <StepButtons run={run} /> : <FitButton run={run} />;
}

/** What is fitted in one go can be ended, and begun anew. */
function FitButton({ run: { runId, state } }: { readonly run: Run }) {
  const text = useText();
  const isPaused = state === "paused";
  const isLost = useAppStore(selectIsLost); // the banner above says why
  return (
    <Button
      icon={isPaused ? <Play size={15} aria-hidden /> : <Square size={13} aria-hidden />}
      aria-label={text(isPaused ? "train.fitAgain" : "train.stop")}
      isDisabled={state === "preparing" || isLost}
      onPress={() => void (isPaused ? resumeRun(runId) : stopRun(runId))}
      className="text-accent-text!"
    >
      <span className="hidden bar:inline">{text(isPaused ? "train.fitAgain" : "train.stop")}</span>
    </Button>
  );
}

function StepButtons({ run: { runId, state } }: { readonly run: Run }) {
  const text = useText();
  const isPaused = state === "paused";
  const isLost = useAppStore(selectIsLost); // the banner above says why
  return (
    <>
      <Button
        icon={isPaused ? <Play size={15} aria-hidden /> : <Pause size={15} aria-hidden />}
        aria-label={text(isPaused ? "train.resume" : "train.pause")}
        isDisabled={state === "preparing" || isLost}
        onPress={() => void (isPaused ? resumeRun(runId) : pauseRun(runId))}
        className="text-accent-text!"
      >
        <span className="hidden bar:inline">{text(isPaused ? "train.resume" : "train.pause")}</span>
      </Button>
      <Hint text={text("train.step")}>
        <Button
          variant="icon"
          aria-label={text("train.step")}
          isDisabled={!isPaused || isLost}
          onPress={() => void stepRun(runId)}
        >
          <StepForward size={16} aria-hidden />
        </Button>
      </Hint>
    </>
  );
}

/** "Paused · 2,140 / 6,000", or "2,140 / 6,000 · 38 steps/s · 1 min 42 s left"; a phone has no room for the speed. */
function StateLine({ run }: { readonly run: Run }) {
  const text = useText();
  const { stepsPerSecond, secondsLeft } = progressOf(run);
  if (run.state === "preparing") return text("train.status.preparing");
  const at = standText(text, run);
  if (run.state !== "training") return `${text(`train.state.${run.state}`)} · ${at}`;
  const speed = stepsPerSecond?.toLocaleString(text.locale, { maximumSignificantDigits: 3 });
  return (
    <>
      {at}
      {speed && <span className="hidden bar:inline"> · {text("dock.speed", { speed })}</span>}
      {secondsLeft !== null && ` · ${text("dock.left", { time: timeLeftText(text, secondsLeft) })}`}
    </>
  );
}

/** The curve and newest value of the measure that counts. */
function DockMeasure({ run }: { readonly run: Run }) {
  const text = useText();
  const spec = useAppStore((state) =>
    state.engine?.models.find((model) => model.id === run.modelId),
  );
  const headline = headlineOf(run, spec);
  if (!spec || !headline) return null;
  const { columns } = seriesOf(run.runId);
  const trained = columns.get(spec.losses[0] ?? "loss") ?? [];
  const heldOut = columns.get(headlineSeries(spec)) ?? [];
  const shown = headline.isShare
    ? shareText(text.locale, headline.value)
    : showNumber(headline.value);
  return (
    <span className="hidden items-center gap-4 side:flex">
      <span className="flex gap-2">
        <Sparkline values={trained} width={110} height={32} colour="--accent" />
        <Sparkline values={heldOut} width={110} height={32} colour="--data" />
      </span>
      <span className="text-small whitespace-nowrap text-muted">
        {text.stated(`series.${headline.series}`)}{" "}
        <span className="font-semibold text-ink">{shown}</span>
      </span>
    </span>
  );
}

/** The last row: always the model's own pictures, never real patches. */
function DockSamples({ runId }: { readonly runId: string }) {
  const text = useText();
  const preview = useSyncExternalStore(subscribePreviews, () => previewOf(runId));
  useEffect(() => {
    if (!previewOf(runId)) void recallPreview(runId);
  }, [runId]);
  if (!preview) return null;
  return (
    <span className="ml-auto hidden w-[344px] side:block">
      <Sheet
        sheet={preview.sheet}
        columns={preview.columns}
        rows={preview.rows}
        first={preview.columns * (preview.rows - 1)}
        cellSide={64}
        label={text("dock.samples")}
      />
    </span>
  );
}
