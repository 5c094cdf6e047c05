/** Below the pictures: the film of the training, to scrub through and to replay. */
import { Pause, Play } from "lucide-react";
import { useRef } from "react";
import { useText } from "../../../messages/text.ts";
import type { FilmFrame } from "../../../protocol/film.ts";
import { Hint } from "../../../ui/feedback/Hint.tsx";
import { Button } from "../../../ui/forms/Button.tsx";
import { useColumns } from "../../../ui/layout/useColumns.ts";
import { LazyPicture } from "../../../ui/pictures/LazyPicture.tsx";
import { Scrubber } from "../../../ui/pictures/Scrubber.tsx";
import { cellOf } from "./filmCell.ts";
import { useReplay } from "./useReplay.ts";

export interface FilmBarProps {
  /** At least one. */
  readonly frames: readonly FilmFrame[];
  /** Step of the picture in view; null: the newest, whatever comes. */
  readonly shownStep: number | null;
  readonly onShow: (step: number | null) => void;
  readonly isSmooth: boolean;
}

/** Of a picture in the strip, px. */
const cellSide = 40;

export function FilmBar({ frames, shownStep, onShow, isSmooth }: FilmBarProps) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const room = useColumns(box, cellSide, 0);
  const last = frames.length - 1;
  const at = shownStep === null ? last : Math.max(0, indexAt(frames, shownStep));
  const show = (next: number) => onShow(next === last ? null : (frames[next]?.step ?? null));
  const { isPlaying, play, pause } = useReplay(frames.length, at, show);
  return (
    <div className="mx-auto mt-3 flex max-w-5xl items-center gap-2">
      <Hint text={text(isPlaying ? "train.film.pause" : "train.film.play")}>
        <Button
          variant="icon"
          aria-label={text(isPlaying ? "train.film.pause" : "train.film.play")}
          onPress={isPlaying ? pause : play}
        >
          {isPlaying ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
        </Button>
      </Hint>
      <div ref={box} className="min-w-0 flex-1">
        <div style={{ maxWidth: frames.length * cellSide }}>
          <Scrubber
            label={text("train.film")}
            count={frames.length}
            at={at}
            valueText={text("train.preview.step", { step: frames[at]?.step ?? 0 })}
            onChange={(next) => {
              pause();
              show(next);
            }}
          >
            <Strip frames={spread(frames, Math.min(frames.length, room))} isSmooth={isSmooth} />
          </Scrubber>
        </div>
      </div>
      <Button size="small" isDisabled={shownStep === null} onPress={() => onShow(null)}>
        {text("train.film.newest")}
      </Button>
    </div>
  );
}

/** The same picture as it grows, once for each of some frames. */
function Strip(props: { readonly frames: readonly FilmFrame[]; readonly isSmooth: boolean }) {
  const { frames, isSmooth } = props;
  return (
    <div
      aria-hidden
      className="flex gap-px overflow-hidden rounded-thumb"
      style={{ height: cellSide }}
    >
      {frames.map((frame) => (
        <LazyPicture
          key={frame.step}
          pictureKey={`${frame.step}:${frame.picture.size}`}
          load={() => cellOf(frame)}
          label=""
          isSmooth={isSmooth}
          className="h-full min-w-0 flex-1"
        />
      ))}
    </div>
  );
}

/** Of the newest frame that is not later than `step`; -1 where all are. */
const indexAt = (frames: readonly FilmFrame[], step: number): number =>
  frames.findLastIndex((frame) => frame.step <= step);

/** `count` frames evenly out of all: for each equal part of the strip the one in its middle. */
function spread(frames: readonly FilmFrame[], count: number): FilmFrame[] {
  const middle = (part: number) => Math.floor(((part + 0.5) * frames.length) / count);
  return Array.from({ length: count }, (_, part) => frames[middle(part)] as FilmFrame); // below length
}
