/** One photo, large; the arrow keys go through its class. */
import { ChevronLeft, ChevronRight, Trash2 } from "lucide-react";
import type { KeyboardEvent } from "react";
import { deletePhotos } from "../../client/classes.ts";
import { useText } from "../../messages/text.ts";
import type { Photo } from "../../protocol/project.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { unhurried } from "../../ui/forms/unhurried.ts";
import { Dialog } from "../../ui/layout/Dialog.tsx";
import { ImageCanvas } from "../../ui/pictures/ImageCanvas.tsx";
import { uprightSize } from "./uprightSize.ts";
import { useWholePhoto } from "./useWholePhoto.ts";

export interface PhotoViewerProps {
  readonly photos: readonly Photo[];
  readonly index: number;
  readonly isHeldOut: boolean;
  readonly onMove: (photoId: string) => void;
  readonly onClose: () => void;
}

const maxSide = 1024;

export function PhotoViewer({ photos, index, isHeldOut, onMove, onClose }: PhotoViewerProps) {
  const text = useText();
  const photo = photos[index];
  const bitmap = useWholePhoto(photo?.source, maxSide);
  if (!photo) return null;
  const go = (by: number) => {
    const next = photos[(index + by + photos.length) % photos.length];
    if (next) onMove(next.id);
  };
  const remove = () => {
    if (photos.length === 1) onClose();
    else go(index === photos.length - 1 ? -1 : 1);
    deletePhotos(new Set([photo.id]));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") go(-1);
    else if (event.key === "ArrowRight") go(1);
    else if (event.key === "Delete") remove();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the window bubble to here
    <div onKeyDown={onKeyDown}>
      <Dialog
        kind="wide"
        title={photo.name}
        closeLabel={text("shell.close")}
        isOpen
        onClose={onClose}
        actions={
          <>
            <p className="mr-auto self-center text-small text-muted">
              {[
                text("photo.place", { index: index + 1, count: photos.length }),
                text("photo.size", { ...uprightSize(photo, bitmap) }),
                text(isHeldOut ? "photo.heldOut" : "photo.training"),
              ].join(" · ")}
            </p>
            <Button variant="icon" aria-label={text("photo.earlier")} onPress={() => go(-1)}>
              <ChevronLeft size={18} aria-hidden />
            </Button>
            <Button variant="icon" aria-label={text("photo.later")} onPress={() => go(1)}>
              <ChevronRight size={18} aria-hidden />
            </Button>
            <Button
              variant="danger"
              icon={<Trash2 size={15} aria-hidden />}
              onPress={unhurried(remove)}
            >
              {text("photo.remove")}
            </Button>
          </>
        }
      >
        <div className="flex h-[min(70vh,48rem)] items-center justify-center rounded-thumb bg-ground">
          <ImageCanvas
            bitmap={bitmap}
            label={photo.name}
            className="max-h-full min-h-0 w-full max-w-full rounded-thumb object-contain"
          />
        </div>
      </Dialog>
    </div>
  );
}
