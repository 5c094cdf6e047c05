/** One photo in a class's grid: its picture, and a handle to drag it by keyboard. */
import { GripVertical, ImageOff } from "lucide-react";
import { Button, GridListItem } from "react-aria-components";
import { useText } from "../../messages/text.ts";
import type { Photo } from "../../protocol/project.ts";
import { ImageCanvas } from "../../ui/ImageCanvas.tsx";
import { useThumbnail } from "./useThumbnail.ts";

export function PhotoTile({ photo }: { readonly photo: Photo }) {
  return (
    <GridListItem
      id={photo.id}
      textValue={photo.name}
      className="group relative aspect-square cursor-pointer rounded-thumb outline-offset-1 data-dragging:opacity-40 data-selected:outline-2 data-selected:outline-accent data-focus-visible:outline-2 data-focus-visible:outline-focus"
    >
      <Picture photo={photo} />
    </GridListItem>
  );
}

function Picture({ photo }: { readonly photo: Photo }) {
  const text = useText();
  const bitmap = useThumbnail(photo.source);
  return (
    <>
      {bitmap === null ? (
        <span
          role="img"
          aria-label={`${photo.name}: ${text("photo.unreadable")}`}
          className="flex size-full items-center justify-center rounded-thumb border border-line text-muted"
        >
          <ImageOff size={16} aria-hidden />
        </span>
      ) : (
        <ImageCanvas
          bitmap={bitmap ?? null}
          label={photo.name}
          className="size-full rounded-thumb bg-raised object-cover"
        />
      )}
      <span
        aria-hidden
        className="pointer-events-none absolute inset-0 rounded-thumb group-data-selected:bg-accent/20"
      />
      <Button
        slot="drag"
        aria-label={text("photo.drag", { name: photo.name })}
        className="absolute top-0.5 left-0.5 flex size-6 items-center justify-center rounded-thumb bg-surface text-ink opacity-0 data-focus-visible:opacity-100"
      >
        <GripVertical size={14} aria-hidden />
      </Button>
    </>
  );
}
