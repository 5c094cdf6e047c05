/** Takes a run's curves out of the app: the numbers, or the charts as they are. */
import { Download } from "lucide-react";
import type { RefObject } from "react";
import { seriesOf } from "../../../client/series.ts";
import { useText } from "../../../messages/text.ts";
import { useAppStore } from "../../../state/store.ts";
import { saveBlob } from "../../../ui/files/saveBlob.ts";
import { Button } from "../../../ui/forms/Button.tsx";
import { Menu } from "../../../ui/layout/Menu.tsx";
import { curvesPicture } from "./curvesPicture.ts";
import { seriesCsv } from "./seriesCsv.ts";

export interface SaveCurvesProps {
  readonly runId: string;
  /** What holds the charts. */
  readonly charts: RefObject<HTMLDivElement | null>;
  /** Whether charts are in sight, not tables. */
  readonly hasCharts: boolean;
}

export function SaveCurves({ runId, charts, hasCharts }: SaveCurvesProps) {
  const text = useText();
  const name = useAppStore((state) => state.runs.find((run) => run.runId === runId)?.name ?? "");
  const saveNumbers = () =>
    saveBlob(new Blob([seriesCsv(seriesOf(runId))], { type: "text/csv" }), `${name}.csv`);
  const savePicture = async () => {
    const picture = charts.current && (await curvesPicture(charts.current));
    if (picture) saveBlob(picture, `${name}.png`);
  };
  return (
    <Menu
      label={text("train.curves.save")}
      trigger={
        <Button variant="icon" size="small" aria-label={text("train.curves.save")}>
          <Download size={15} aria-hidden />
        </Button>
      }
      groups={[
        {
          items: [
            { id: "csv", label: text("train.curves.csv"), onAction: saveNumbers },
            {
              id: "png",
              label: text("train.curves.png"),
              isDisabled: !hasCharts,
              onAction: () => void savePicture(),
            },
          ],
        },
      ]}
    />
  );
}
