/** Live curves of a run: one chart a measure, smoothed and scaled as one likes, or as tables. */
import { useState } from "react";
import { seriesOf } from "../../client/series.ts";
import { useText } from "../../messages/text.ts";
import type { ModelSpec } from "../../protocol/spec.ts";
import { useAppStore } from "../../state/store.ts";
import { Card } from "../../ui/Card.tsx";
import { ChartTable } from "../../ui/ChartTable.tsx";
import { showNumber } from "../../ui/hparamValue.ts";
import { LineChart } from "../../ui/LineChart.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { shareText } from "../../ui/shareText.ts";
import { chartsOf } from "./curves.ts";

interface CurvesCardProps {
  readonly runId: string;
  readonly spec: ModelSpec;
}

const firstSmoothing = 0.8;
const mostSmoothing = 0.99;

export function CurvesCard({ runId, spec }: CurvesCardProps) {
  const text = useText();
  const version = useAppStore(
    (state) => state.runs.find((run) => run.runId === runId)?.latest ?? null,
  );
  const [smoothing, setSmoothing] = useState(firstSmoothing);
  const [isLog, setIsLog] = useState(false);
  const [isTable, setIsTable] = useState(false);
  const series = seriesOf(runId);
  const charts = chartsOf(spec, series, {
    training: text("train.curves.training"),
    heldOut: text("train.curves.heldOut"),
  });
  const controls = (
    <div className="flex flex-wrap items-center justify-end gap-x-5 gap-y-1">
      <Slider
        label={text("train.curves.smoothing")}
        value={smoothing}
        min={0}
        max={mostSmoothing}
        step={0.01}
        defaultValue={firstSmoothing}
        onChange={setSmoothing}
        className="w-64 grid-cols-[auto_minmax(3rem,1fr)_3rem]!"
      />
      <Switch label={text("train.curves.log")} isSelected={isLog} onChange={setIsLog} />
      <Switch label={text("train.curves.table")} isSelected={isTable} onChange={setIsTable} />
    </div>
  );
  return (
    <Card title={text("train.curves")} actions={controls}>
      {charts.length === 0 && (
        <p className="py-8 text-center text-muted">{text("train.curves.waiting")}</p>
      )}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,16rem),1fr))] gap-x-6 gap-y-4">
        {charts.map(({ measure, series: lines }) => {
          const shared = {
            stepLabel: text("train.curves.step"),
            steps: series.steps,
            series: lines,
            format:
              measure === "accuracy"
                ? (value: number) => shareText(text.locale, value)
                : showNumber,
          };
          const title = text.stated(`series.${measure}`);
          return (
            <div key={measure} className="min-w-0">
              <h3 className="mb-1 text-small font-semibold">{title}</h3>
              {isTable ? (
                <ChartTable caption={title} {...shared} />
              ) : (
                <LineChart
                  label={title}
                  version={version}
                  smoothing={smoothing}
                  isLog={isLog && measure !== "accuracy"}
                  {...shared}
                />
              )}
            </div>
          );
        })}
      </div>
    </Card>
  );
}
