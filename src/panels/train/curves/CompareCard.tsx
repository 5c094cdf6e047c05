/** One measure of several runs in one chart, by steps or by training time; or as a table, or as numbers to save. */
import { Download } from "lucide-react";
import { useMemo, useState } from "react";
import { seriesOf } from "../../../client/series.ts";
import { csvText } from "../../../lib/csv.ts";
import { type Text, useText } from "../../../messages/text.ts";
import { makes } from "../../../protocol/tasks.ts";
import type { Run } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";
import { ChartTable } from "../../../ui/charts/ChartTable.tsx";
import type { ChartSeries } from "../../../ui/charts/chartOptions.ts";
import { LineChart } from "../../../ui/charts/LineChart.tsx";
import { saveBlob } from "../../../ui/files/saveBlob.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { showNumber } from "../../../ui/forms/hparamValue.ts";
import { SegmentedControl } from "../../../ui/forms/SegmentedControl.tsx";
import { Select } from "../../../ui/forms/Select.tsx";
import { Card } from "../../../ui/layout/Card.tsx";
import { shareText } from "../../../ui/words/shareText.ts";
import { CurveControls, type CurveView, firstView } from "./CurveControls.tsx";
import {
  type Axis,
  carriedOn,
  cautionsFor,
  curveOf,
  isHeldOut,
  isSparse,
  mergeCurves,
  sharedMeasures,
} from "./comparison.ts";

interface CompareCardProps {
  /** Those that are chosen. */
  readonly runs: readonly Run[];
  /** There are others to choose. */
  readonly canChoose: boolean;
}

const axes: readonly Axis[] = ["steps", "time"];

export function CompareCard({ runs, canChoose }: CompareCardProps) {
  const text = useText();
  const [wanted, setMeasure] = useState<string | null>(null);
  const [axis, setAxis] = useState<Axis>("steps");
  const [view, setView] = useState(firstView);
  const measures = sharedMeasures(runs.map(({ runId }) => seriesOf(runId)));
  const measure = measures.find((name) => name === wanted) ?? measures[0];
  const title = text("compare.title");
  if (measure === undefined) {
    const id = !canChoose ? "alone" : runs.length < 2 ? "choose2" : "nothingShared";
    return (
      <Card title={title}>
        <p className="py-4 text-center text-balance text-muted">{text(`compare.${id}`)}</p>
      </Card>
    );
  }
  const able = runs.filter(({ runId }) => seriesOf(runId).columns.has(measure));
  const unit = unitOf(axis, able);
  return (
    <Card
      title={title}
      actions={
        <div className="flex flex-wrap items-center justify-end gap-x-5 gap-y-1">
          <CurveControls view={view} onChange={(changes) => setView({ ...view, ...changes })} />
          <Button
            variant="icon"
            size="small"
            aria-label={text("compare.save")}
            onPress={() => saveComparison(text, able, measure, unit)}
          >
            <Download size={15} aria-hidden />
          </Button>
        </div>
      }
    >
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <Select
          label={text("compare.measure")}
          hideLabel
          value={measure}
          options={measures.map((name) => ({ value: name, label: measureText(text, name) }))}
          onChange={setMeasure}
          className="w-72 max-w-full"
        />
        <SegmentedControl
          label={text("compare.axis")}
          value={axis}
          options={axes.map((value) => ({ value, label: text(`compare.axis.${value}`) }))}
          onChange={setAxis}
        />
        <span className="ml-auto text-small text-muted">{text(`compare.unit.${unit}`)} →</span>
      </div>
      <Comparison runs={able} {...{ measure, unit, view }} />
      <Notes runs={runs} able={able} measure={measure} />
    </Card>
  );
}

interface ComparisonProps {
  /** Those that have the measure. */
  readonly runs: readonly Run[];
  readonly measure: string;
  readonly unit: Unit;
  readonly view: CurveView;
}

function Comparison({ runs, measure, unit, view }: ComparisonProps) {
  const text = useText();
  const version = runs
    .map(({ runId, name, step, latest }) => `${runId}:${name}:${step}:${latest[measure]}`)
    .join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the runs and their points
  const { places, series } = useMemo(
    () => comparisonOf(runs, measure, unit),
    [version, measure, unit],
  );
  const title = measureText(text, measure);
  const isShare = measure.endsWith("accuracy");
  const shared = {
    stepLabel: text(`compare.unit.${unit}`),
    steps: places,
    format: isShare ? (value: number) => shareText(text.locale, value) : showNumber,
  };
  return view.isTable ? (
    <ChartTable
      caption={title}
      series={series.map((entry) => ({ ...entry, values: carriedOn(entry.values) }))}
      {...shared}
    />
  ) : (
    <LineChart
      label={title}
      series={series}
      version={version}
      smoothing={view.smoothing}
      isLog={view.isLog && !isShare}
      {...shared}
    />
  );
}

function Notes({
  runs,
  able,
  measure,
}: Pick<ComparisonProps, "runs" | "measure"> & {
  readonly able: readonly Run[];
}) {
  const text = useText();
  const without = runs.filter((run) => !able.includes(run)).map(({ name }) => name);
  const models = useAppStore((state) => state.engine?.models ?? []);
  const isTranslator = (id: string) =>
    models.some((model) => model.id === id && makes(model, "translations"));
  const notes = cautionsFor(measure, able, isTranslator).map((caution) =>
    text(`compare.caution.${caution}`),
  );
  if (without.length > 0) notes.push(text("compare.without", { names: without.join(", ") }));
  return notes.map((note) => (
    <p key={note} className="mt-2 text-small text-muted">
      {note}
    </p>
  ));
}

/** A colour and a pattern of dashes for each run, by when it was chosen: others keep theirs when one joins. */
const looks: readonly Pick<ChartSeries, "colour" | "dash">[] = [
  { colour: "--run-1", dash: [] },
  { colour: "--run-2", dash: [7, 4] },
  { colour: "--run-3", dash: [2, 3] },
  { colour: "--run-4", dash: [9, 3, 2, 3] },
  { colour: "--run-5", dash: [4, 2] },
  { colour: "--run-6", dash: [2, 6] },
];

const lookAt = (place: number) =>
  looks[Math.max(0, place) % looks.length] as (typeof looks)[number]; // never empty

type Unit = "steps" | "seconds" | "minutes";

/** From so many seconds on, time reads better in minutes. */
const manySeconds = 180;

function unitOf(axis: Axis, runs: readonly Run[]): Unit {
  if (axis === "steps") return "steps";
  return runs.some(({ seconds }) => seconds >= manySeconds) ? "minutes" : "seconds";
}

function comparisonOf(runs: readonly Run[], measure: string, unit: Unit) {
  const axis = unit === "steps" ? "steps" : "time";
  const merged = mergeCurves(runs.map((run) => curveOf(seriesOf(run.runId), measure, axis, run)));
  const places = unit === "minutes" ? merged.places.map(toMinutes) : merged.places;
  const order = useAppStore.getState().comparedRunIds ?? [];
  const series = runs.map(
    ({ runId, name }, at): ChartSeries => ({
      ...lookAt(order.indexOf(runId)),
      key: runId,
      label: name,
      isSparse: isSparse(measure),
      isExact: measure === "learningRate",
      values: merged.columns[at] ?? [],
    }),
  );
  return { places, series };
}

/** To a thousandth, which is less than the hundredth of a second that time is noted to. */
const toMinutes = (seconds: number): number => Math.round((1000 * seconds) / 60) / 1000;

/** "Loss", "Accuracy on held-out photos", "Gradient norm: Generator". */
function measureText(text: Text, measure: string): string {
  if (measure === "val.kid") return text("quality.kid");
  const words = text.stated(`series.${measure.replace(/^val\./, "")}`);
  if (isHeldOut(measure)) return text("compare.heldOut", { measure: words });
  if (!measure.startsWith("gradient.")) return words;
  return text("compare.part", { measure: text("series.gradient"), part: words });
}

function saveComparison(text: Text, runs: readonly Run[], measure: string, unit: Unit): void {
  const { places, series } = comparisonOf(runs, measure, unit);
  const header = [text(`compare.unit.${unit}`), ...series.map(({ label }) => label)];
  const rows = places.map((place, at) => [place, ...series.map(({ values }) => values[at] ?? "")]);
  const name = measureText(text, measure);
  saveBlob(new Blob([csvText([header, ...rows])], { type: "text/csv" }), `${name}.csv`);
}
