/** How lifelike a run's pictures are: their distance from real photos over the steps, and its best state. */
import { branchRun, restoreBest } from "../../../client/branches.ts";
import { seriesOf } from "../../../client/series.ts";
import { type Text, useText } from "../../../messages/text.ts";
import type { KidYardsticks } from "../../../protocol/run.ts";
import type { ModelSpec } from "../../../protocol/spec.ts";
import { makes } from "../../../protocol/tasks.ts";
import { hasLostWeights, isLive, type Run } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";
import type { ChartReference } from "../../../ui/charts/chartOptions.ts";
import { LineChart } from "../../../ui/charts/LineChart.tsx";
import { InfoHint } from "../../../ui/feedback/Hint.tsx";
import { Button } from "../../../ui/forms/Button.tsx";
import { showNumber } from "../../../ui/forms/hparamValue.ts";
import { Card } from "../../../ui/layout/Card.tsx";
import { shareText } from "../../../ui/words/shareText.ts";
import { NotCounted } from "../NotCounted.tsx";
import { SecondOpinion } from "./SecondOpinion.tsx";
import { standingOf } from "./standing.ts";

const kidSeries = "val.kid";
/** A start far beyond the ceiling would press all that counts to the foot of the chart. */
const shownCeilings = 1.5;

export interface QualityCardProps {
  readonly runId: string;
  readonly spec: Pick<ModelSpec, "tasks">;
}

export function QualityCard({ runId, spec }: QualityCardProps) {
  const text = useText();
  const run = useAppStore((state) => state.runs.find((entry) => entry.runId === runId));
  if (!run) return null;
  const kid = run.latest[kidSeries];
  const { yardsticks } = run;
  const title = text("quality.title");
  const hint = makes(spec, "translations") ? "quality.hint.translate" : "quality.hint";
  return (
    <Card title={title} actions={<InfoHint about={title} text={text(hint)} />}>
      {kid === undefined || !yardsticks ? (
        <p className="py-4 text-center text-muted">
          {text(isLive(run) ? "quality.waiting" : "quality.none")}
        </p>
      ) : (
        <div className="grid gap-x-8 gap-y-4 side:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
          <div className="flex flex-col gap-3">
            <StandingWords kid={kid} yardsticks={yardsticks} />
            <BestState run={run} />
            <p className="text-small text-muted">{patchesText(text, yardsticks)}</p>
            <NotCounted count={run.leftOut?.length ?? 0} />
            <SecondOpinion run={run} />
          </div>
          <DistanceChart run={run} yardsticks={yardsticks} />
        </div>
      )}
    </Card>
  );
}

interface StandingWordsProps {
  readonly kid: number;
  readonly yardsticks: KidYardsticks;
}

function StandingWords({ kid, yardsticks }: StandingWordsProps) {
  const text = useText();
  const standing = standingOf(kid, yardsticks);
  if (standing.place !== "between") {
    return <p className="text-title text-balance">{text(`quality.${standing.place}`)}</p>;
  }
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <strong className="text-[1.75rem] leading-9 font-semibold">
        {shareText(text.locale, standing.share)}
      </strong>
      <span className="text-muted">{text("quality.between")}</span>
    </p>
  );
}

function BestState({ run }: { readonly run: Run }) {
  const text = useText();
  const { runId, name, step, best, state } = run;
  if (!best) return <p className="text-small text-muted">{text("quality.best.waiting")}</p>;
  const isBusy = state === "preparing";
  const standsThere = best.step === step && !hasLostWeights(run);
  return (
    <div>
      <p>
        {text("quality.best", { step: best.step, kid: showNumber(best.kid) })}{" "}
        {standsThere && <span className="text-muted">{text("quality.best.here")}</span>}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          size="small"
          isDisabled={isBusy || standsThere}
          onPress={() => void restoreBest(run, text("branch.name", { name, step }))}
        >
          {text("branch.back")}
        </Button>
        <Button
          size="small"
          isDisabled={isBusy}
          onPress={() =>
            void branchRun(runId, "best", text("branch.name", { name, step: best.step }))
          }
        >
          {text("branch.fromBest")}
        </Button>
      </div>
    </div>
  );
}

interface DistanceChartProps {
  readonly run: Run;
  readonly yardsticks: KidYardsticks;
}

function DistanceChart({ run: { runId, latest }, yardsticks }: DistanceChartProps) {
  const text = useText();
  const { steps, columns } = seriesOf(runId);
  const values = columns.get(kidSeries) ?? [];
  return (
    <LineChart
      label={text("quality.kid")}
      stepLabel={text("train.curves.step")}
      steps={steps}
      series={[
        {
          key: kidSeries,
          label: text("quality.series"),
          colour: "--accent",
          isSparse: true,
          values,
        },
      ]}
      references={referencesOf(text, yardsticks)}
      top={Math.max(shownCeilings * yardsticks.kidCeiling, latest[kidSeries] ?? 0)}
      version={latest[kidSeries]}
      smoothing={0}
      isLog={false}
    />
  );
}

/** A curve comes from above, at the left, and ends below, at the right. */
function referencesOf(text: Text, { kidFloor, kidCeiling }: KidYardsticks): ChartReference[] {
  return [
    {
      key: "ceiling",
      label: text("quality.ceilingLine"),
      colour: "--muted",
      value: kidCeiling,
      labelSide: "right",
    },
    {
      key: "floor",
      label: text("quality.floorLine"),
      colour: "--data",
      value: kidFloor,
      labelSide: "left",
    },
  ];
}

function patchesText(text: Text, { heldOutPatches, trainingPatches }: KidYardsticks): string {
  const both = heldOutPatches > 0 && trainingPatches > 0 ? 1 : 0;
  return text("quality.patches", { heldOut: heldOutPatches, training: trainingPatches, both });
}
