/** Live curves of a run: one chart a measure, smoothed and scaled as one likes, or as tables. */
import { useMemo, useRef, useState } from "react";
import { seriesOf } from "../../../client/series.ts";
import { useText } from "../../../messages/text.ts";
import type { ModelSpec } from "../../../protocol/spec.ts";
import { isLive } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";
import { ChartTable } from "../../../ui/charts/ChartTable.tsx";
import { LineChart } from "../../../ui/charts/LineChart.tsx";
import { InfoHint } from "../../../ui/feedback/Hint.tsx";
import { showNumber } from "../../../ui/forms/hparamValue.ts";
import { Card } from "../../../ui/layout/Card.tsx";
import { shareText } from "../../../ui/words/shareText.ts";
import { CurveControls, type CurveView, firstView } from "./CurveControls.tsx";
import { type Chart, chartsOf } from "./curves.ts";
import { SaveCurves } from "./SaveCurves.tsx";

interface CurvesCardProps {
  readonly runId: string;
  readonly spec: ModelSpec;
}

export function CurvesCard({ runId, spec }: CurvesCardProps) {
  const text = useText();
  const version = useAppStore(
    (state) => state.runs.find((run) => run.runId === runId)?.latest ?? null,
  );
  const isEnded = useAppStore((state) => {
    const run = state.runs.find((entry) => entry.runId === runId);
    return run !== undefined && !isLive(run);
  });
  const [view, setView] = useState(firstView);
  const adjustments = useAppStore(
    (state) => state.runs.find((run) => run.runId === runId)?.adjustments,
  );
  const marks = useMemo(() => adjustments?.map(({ step }) => step) ?? [], [adjustments]);
  const grid = useRef<HTMLDivElement>(null);
  const series = seriesOf(runId);
  const charts = chartsOf(spec, series, {
    training: text("train.curves.training"),
    heldOut: text("train.curves.heldOut"),
    samples: text("train.curves.samples"),
    optimizer: (name) => text.stated(`series.gradient.${name}`),
  });
  return (
    <Card
      title={text("train.curves")}
      actions={
        <div className="flex flex-wrap items-center justify-end gap-x-5 gap-y-1">
          <CurveControls view={view} onChange={(changes) => setView({ ...view, ...changes })} />
          {charts.length > 0 && (
            <SaveCurves runId={runId} charts={grid} hasCharts={!view.isTable} />
          )}
        </div>
      }
    >
      {charts.length === 0 && (
        <p className="py-8 text-center text-muted">
          {text(isEnded ? "train.curves.none" : "train.curves.waiting")}
        </p>
      )}
      <div
        ref={grid}
        className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,16rem),1fr))] gap-x-6 gap-y-4"
      >
        {charts.map((chart) => (
          <Curve
            key={chart.measure}
            chart={chart}
            steps={series.steps}
            {...{ view, version, marks }}
          />
        ))}
      </div>
    </Card>
  );
}

interface CurveProps {
  readonly chart: Chart;
  readonly steps: readonly number[];
  readonly view: CurveView;
  readonly version: unknown;
  readonly marks: readonly number[];
}

function Curve({ chart: { measure, series }, steps, view, version, marks }: CurveProps) {
  const text = useText();
  const isShare = measure === "accuracy";
  const title = text.stated(`series.${measure}`);
  const shared = {
    stepLabel: text("train.curves.step"),
    steps,
    series,
    format: isShare ? (value: number) => shareText(text.locale, value) : showNumber,
  };
  return (
    <div className="min-w-0">
      <div className="mb-1 flex h-[1.125rem] items-center gap-1">
        <h3 className="text-small font-semibold">{title}</h3>
        <InfoHint about={title} text={text.stated(`series.${measure}.hint`)} />
      </div>
      {view.isTable ? (
        <ChartTable caption={title} {...shared} />
      ) : (
        <LineChart
          label={title}
          version={version}
          smoothing={view.smoothing}
          isLog={view.isLog && !isShare}
          marks={marks}
          {...shared}
        />
      )}
    </div>
  );
}
