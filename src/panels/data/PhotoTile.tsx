/** One photo in a class's grid: its picture, and a handle to drag it by keyboard. */
import { GripVertical } from "lucide-react";
import { Button, GridListItem } from "react-aria-components";
import { sourceKey, thumbnail } from "../../client/thumbnails.ts";
import { useText } from "../../messages/text.ts";
import type { Photo } from "../../protocol/project.ts";
import { LazyPicture } from "../../ui/pictures/LazyPicture.tsx";

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
  return (
    <>
      <LazyPicture
        pictureKey={sourceKey(photo.source)}
        load={() => thumbnail(photo.source)}
        label={photo.name}
        className="size-full rounded-thumb"
      />
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
