/** Every image with its verdict, as they come; choose one to see it large. */
import { Trash2, TriangleAlert, X } from "lucide-react";
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useDeferredValue,
  useEffect,
  useRef,
} from "react";
import { wholePhoto } from "../../client/photos.ts";
import { thumbnail } from "../../client/thumbnails.ts";
import { useText } from "../../messages/text.ts";
import { classNames } from "../../ui/classNames.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Card } from "../../ui/layout/Card.tsx";
import { useInView } from "../../ui/layout/useInView.ts";
import { HeatLayer } from "../../ui/pictures/HeatLayer.tsx";
import { LazyPicture } from "../../ui/pictures/LazyPicture.tsx";
import { shareText } from "../../ui/words/shareText.ts";
import { type Entry, isPutOff, isToCome } from "./entries.ts";
import { clearEntries, removeEntry, selectEntry } from "./judgements.ts";
import { goOnJudging } from "./judging.ts";
import { imageOf, useJudgements } from "./list.ts";
import { lookAt } from "./looking.ts";
import { useVerdict } from "./ranking.ts";

const noEntries: readonly Entry[] = [];

export function Gallery() {
  const text = useText();
  const entries = useJudgements((state) => state.entries);
  const selectedId = useJudgements((state) => state.selectedId);
  const tiles = useDeferredValue(entries, noEntries); // hundreds that come at once are laid out bit by bit
  const toGo = entries.filter(({ outcome }) => isToCome(outcome)).length;
  const left = entries.filter(({ outcome }) => isPutOff(outcome)).length;
  return (
    <Card
      title={text("inspect.results", { count: entries.length })}
      actions={
        <>
          {toGo > 0 && (
            <span className="text-small text-accent-text">
              {text("inspect.pending", { count: toGo })}
            </span>
          )}
          {left > 0 && (
            <Button size="small" onPress={goOnJudging}>
              {text("inspect.goOn", { count: left })}
            </Button>
          )}
          <Button size="small" icon={<Trash2 size={13} aria-hidden />} onPress={clear}>
            {text("inspect.clear")}
          </Button>
        </>
      }
    >
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(6rem,1fr))] gap-x-1 gap-y-3">
        {tiles.map((entry) => (
          <Tile key={entry.id} entry={entry} isSelected={entry.id === selectedId} />
        ))}
      </ul>
      <Announcer />
    </Card>
  );
}

function clear({ target }: { readonly target: Element }): void {
  target.closest("main")?.focus(); // the button goes too
  clearEntries();
}

/** The focus goes on to a neighbour, or to the desk where there is none. */
function remove(id: string, { currentTarget }: KeyboardEvent | MouseEvent): void {
  const tile = currentTarget.closest("li");
  const neighbour = tile?.nextElementSibling ?? tile?.previousElementSibling;
  const next = neighbour?.querySelector("button") ?? currentTarget.closest("main");
  if (tile?.contains(document.activeElement)) next?.focus();
  removeEntry(id);
}

interface TileProps {
  readonly entry: Entry;
  readonly isSelected: boolean;
}

const Tile = memo(function Tile({ entry, isSelected }: TileProps) {
  const text = useText();
  const { id, name } = entry;
  const tile = useRef<HTMLLIElement>(null);
  const isInView = useInView(tile);
  useEffect(() => (isInView ? lookAt(id) : undefined), [isInView, id]);
  return (
    <li
      ref={tile}
      className="group relative min-w-0 [content-visibility:auto] [contain-intrinsic-size:6rem_8rem]"
    >
      <button
        type="button"
        aria-label={text("inspect.show", { name })}
        aria-pressed={isSelected}
        title={name}
        onClick={() => selectEntry(id)}
        onKeyDown={(event) => {
          if (event.key === "Delete" || event.key === "Backspace") remove(id, event);
        }}
        className={classNames(
          "isolate block aspect-square w-full cursor-pointer overflow-hidden rounded-thumb bg-raised -outline-offset-2",
          isSelected && "outline-2 outline-accent",
        )}
      >
        {isInView && <TilePicture entry={entry} />}
      </button>
      <TileCaption entry={entry} />
      <button
        type="button"
        aria-label={text("inspect.remove", { name })}
        onClick={(event) => remove(id, event)}
        className="absolute top-1 right-1 flex size-6 cursor-pointer items-center justify-center rounded-full bg-surface/85 text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:text-ink pointer-coarse:opacity-100"
      >
        <X size={13} aria-hidden />
      </button>
    </li>
  );
});

/** Of a file that is not stored, px; others have thumbnails. */
const fileSide = 192;

function TilePicture({ entry }: { readonly entry: Entry }) {
  const text = useText();
  const { id, outcome } = entry;
  const image = imageOf(entry);
  if (outcome.state === "done" && image) {
    const { heat } = outcome.judgement;
    return (
      <span className="relative -z-10 block size-full">
        <LazyPicture
          pictureKey={id}
          load={() => (entry.source ? thumbnail(entry.source) : wholePhoto(image, fileSide))}
          label=""
          className="size-full"
        />
        {heat && <HeatLayer heat={heat} fit="cover" />}
      </span>
    );
  }
  return (
    <span className="flex size-full items-center justify-center p-2 text-small text-muted">
      {isPutOff(outcome) ? (
        text("inspect.putOff")
      ) : outcome.state === "failed" ? (
        <TriangleAlert size={20} className="text-bad" aria-hidden />
      ) : (
        outcome.state !== "done" && text(`inspect.${outcome.state}`)
      )}
    </span>
  );
}

function TileCaption({ entry }: { readonly entry: Entry }) {
  const text = useText();
  const { ranking, truth } = useVerdict(entry);
  const { outcome, name } = entry;
  if (outcome.state === "failed" && !isPutOff(outcome)) {
    return (
      <p className="mt-1 truncate text-small text-bad" title={text.stated(outcome.reason)}>
        {name}
      </p>
    );
  }
  const winner = ranking[0];
  const isWrong = truth?.isTold && !winner?.isTrue;
  return (
    <p className="mt-1 flex justify-between gap-2 text-small">
      <span className={classNames("truncate", isWrong && "text-bad")}>{winner?.name ?? name}</span>
      {winner && <span className="text-muted">{shareText(text.locale, winner.probability)}</span>}
    </p>
  );
}

/** The newest verdict, for screen readers. */
function Announcer() {
  const newest = useJudgements(({ entries }) =>
    entries.findLast(({ outcome }) => outcome.state === "done" || outcome.state === "failed"),
  );
  return (
    <p role="status" className="sr-only">
      {newest && <Announcement entry={newest} />}
    </p>
  );
}

function Announcement({ entry }: { readonly entry: Entry }) {
  const text = useText();
  const [winner] = useVerdict(entry).ranking;
  const { name, outcome } = entry;
  if (outcome.state === "failed") {
    return text("inspect.failedReason", { name, reason: text.stated(outcome.reason) });
  }
  const verdict = winner?.name ?? "";
  const share = shareText(text.locale, winner?.probability ?? 0);
  return text("inspect.announce", { name, verdict, share });
}
