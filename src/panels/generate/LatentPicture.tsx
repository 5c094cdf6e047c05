/** The picture that the sliders make, large; alone or laid out as tiles. */
import { useEffect, useRef } from "react";
import { classNames } from "../../ui/classNames.ts";
import { feedPicture } from "./pictureFeed.ts";

export interface LatentPictureProps {
  readonly runId: string;
  readonly label: string;
  /** Tiles a side. */
  readonly tiles: 1 | 3;
  readonly isSmooth: boolean;
  readonly onTrouble: (messageId: `error.${string}` | null) => void;
  /** The canvas as it is drawn, for the download. */
  readonly canvas: React.RefObject<HTMLCanvasElement | null>;
}

export function LatentPicture(props: LatentPictureProps) {
  const { runId, label, tiles, isSmooth, onTrouble, canvas } = props;
  const bitmap = useRef<ImageBitmap | null>(null);
  const shownTiles = useRef(tiles);

  useEffect(() => {
    shownTiles.current = tiles;
    if (canvas.current && bitmap.current) draw(canvas.current, bitmap.current, tiles);
  }, [tiles, canvas]);

  useEffect(() => {
    const stop = feedPicture(runId, {
      onTrouble,
      onPicture: (next, z) => {
        bitmap.current?.close();
        bitmap.current = next;
        if (!canvas.current) return;
        canvas.current.dataset.z = z.join(); // which sliders it answers, for the latency bench
        draw(canvas.current, next, shownTiles.current);
      },
    });
    return () => {
      stop();
      bitmap.current?.close();
      bitmap.current = null;
    };
  }, [runId, onTrouble, canvas]);

  return (
    <canvas
      ref={canvas}
      width={1}
      height={1}
      role="img"
      aria-label={label}
      data-testid="latent-picture"
      data-version="0"
      className={classNames(
        "block aspect-square w-full rounded-thumb bg-raised",
        !isSmooth && "[image-rendering:pixelated]",
      )}
    />
  );
}

/** Draws the model's own pixels; the browser enlarges them. Counts the drawings in `data-version`. */
function draw(canvas: HTMLCanvasElement, bitmap: ImageBitmap, tiles: number): void {
  const [width, height] = [bitmap.width * tiles, bitmap.height * tiles];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  for (let row = 0; row < tiles; row++) {
    for (let column = 0; column < tiles; column++) {
      context?.drawImage(bitmap, column * bitmap.width, row * bitmap.height);
    }
  }
  canvas.dataset.version = String(Number(canvas.dataset.version ?? 0) + 1);
}
