/** Held-out photos of the model's own project to try it on: the first verdict is one press away. */
import { useEffect, useState } from "react";
import { heldOutPhotos } from "../../client/heldOut.ts";
import { thumbnail } from "../../client/thumbnails.ts";
import { useText } from "../../messages/text.ts";
import type { Photo } from "../../protocol/project.ts";
import { selectRunFor, useAppStore } from "../../state/store.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { ImageCanvas } from "../../ui/ImageCanvas.tsx";
import { judge, type NewImage } from "./judgements.ts";

const selectRun = selectRunFor("classify");
const mostShown = 12;

/** Photos of all classes in turn, so that the first few show every class. */
function takeInTurn<T extends { readonly label: number }>(entries: readonly T[]): T[] {
  const seen = new Map<number, number>();
  return entries
    .map((entry) => {
      const round = seen.get(entry.label) ?? 0;
      seen.set(entry.label, round + 1);
      return { entry, round };
    })
    .sort((a, b) => a.round - b.round)
    .map(({ entry }) => entry);
}

export function TryRow() {
  const text = useText();
  const data = useAppStore((state) => selectRun(state)?.data);
  if (!data) return null;
  const entries = takeInTurn(heldOutPhotos({ data })).slice(0, mostShown);
  if (entries.length === 0) return null;
  const imageOf = ({ photo, label }: (typeof entries)[number]): NewImage => ({
    name: photo.name,
    image: photo.source,
    trueClass: data.classes[label]?.name ?? "",
  });
  return (
    <Card
      title={text("inspect.tryTitle")}
      actions={
        <Button size="small" onPress={() => judge(entries.map(imageOf))}>
          {text("inspect.tryAll")}
        </Button>
      }
    >
      <p className="mb-3 text-small text-muted">{text("inspect.tryText")}</p>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(4.5rem,1fr))] gap-1">
        {entries.map((entry) => (
          <li key={entry.photo.id}>
            <TryPhoto
              photo={entry.photo}
              label={text("inspect.try", {
                name: entry.photo.name,
                class: data.classes[entry.label]?.name ?? "",
              })}
              onTry={() => judge([imageOf(entry)])}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface TryPhotoProps {
  readonly photo: Photo;
  readonly label: string;
  readonly onTry: () => void;
}

function TryPhoto({ photo, label, onTry }: TryPhotoProps) {
  const [bitmap, setBitmap] = useState<ImageBitmap | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void thumbnail(photo.source).then((made) => {
      if (isCurrent) setBitmap(made);
    });
    return () => {
      isCurrent = false;
    };
  }, [photo]);
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onTry}
      className="block aspect-square w-full cursor-pointer overflow-hidden rounded-thumb bg-raised -outline-offset-2 hover:outline-2 hover:outline-accent"
    >
      <ImageCanvas bitmap={bitmap} label="" className="size-full object-cover" />
    </button>
  );
}
