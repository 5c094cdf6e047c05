/** A run at a glance: four of its newest pictures, or for a classifier its confusion matrix in small. */
import { ChartSpline } from "lucide-react";
import { memo, useEffect, useRef, useSyncExternalStore } from "react";
import { previewOf, recallPreview, subscribePreviews } from "../../../client/previews.ts";
import type { Confusion } from "../../../lib/verdicts.ts";
import type { Run } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";
import { useSeen } from "../../../ui/layout/useSeen.ts";
import { Sheet } from "../../../ui/pictures/Sheet.tsx";

/** Decoration: the row's words say what the run is. */
export function RunPicture({ run: { runId, step, verdicts } }: { readonly run: Run }) {
  const hasLearnt = step > 0;
  const box = useRef<HTMLSpanElement>(null);
  const isSeen = useSeen(box);
  const isSmooth = useAppStore((state) => state.smoothPixels);
  const preview = useSyncExternalStore(subscribePreviews, () => previewOf(runId));
  useEffect(() => {
    if (isSeen && hasLearnt && !previewOf(runId)) void recallPreview(runId);
  }, [isSeen, runId, hasLearnt]);
  return (
    <span
      ref={box}
      aria-hidden
      className="flex size-11 shrink-0 items-center justify-center overflow-hidden rounded-thumb bg-raised text-muted"
    >
      {preview && isSeen ? (
        <Sheet
          sheet={preview.sheet}
          columns={preview.columns}
          rows={preview.rows}
          first={preview.columns * (preview.rows - 1)} // always its own pictures, never real patches
          most={4}
          shownColumns={2}
          cellSide={48}
          label=""
          isSmooth={isSmooth}
        />
      ) : verdicts && verdicts.patches.length <= mostClasses ? (
        <SmallMatrix confusion={verdicts.patches} />
      ) : (
        <ChartSpline size={18} />
      )}
    </span>
  );
}

/** With more, a cell is too small to see. */
const mostClasses = 24;
/** Side of a cell, and the gap around it, in the picture's own units. */
const cell = 8;
const gap = 1;

const SmallMatrix = memo(function SmallMatrix({ confusion }: { readonly confusion: Confusion }) {
  const side = confusion.length * cell;
  return (
    <svg viewBox={`0 0 ${side} ${side}`} className="size-full" aria-hidden>
      {confusion.flatMap((row, label) => {
        const judged = row.reduce((sum, count) => sum + count, 0);
        return row.flatMap((count, verdict) =>
          count > 0 ? (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
              key={`${label}:${verdict}`}
              x={verdict * cell + gap}
              y={label * cell + gap}
              width={cell - 2 * gap}
              height={cell - 2 * gap}
              fill={verdict === label ? "var(--data)" : "var(--bad)"}
              fillOpacity={Math.sqrt(count / judged)}
            />
          ) : (
            []
          ),
        );
      })}
    </svg>
  );
});
