/**
 * A photo with a heat map on top. The map is coloured once at its own coarse size and enlarged by the
 * browser; how strongly it covers is the CSS variable `--heat-opacity` of any element around, so that
 * a slider over many pictures draws nothing anew.
 */
import { useEffect, useRef } from "react";
import { paintHeat } from "./colourMap.ts";

export interface HeatOverlayProps {
  /** What it shows; empty for decoration. */
  readonly label: string;
  readonly photo: ImageBitmap;
  /** Grey level = weight. */
  readonly heat: ImageBitmap;
  /** `cover` fills a square, `contain` shows the whole photo. */
  readonly fit: "cover" | "contain";
  /** Draw the photo no larger than this, px: a gallery of hundreds must not cost gigabytes. */
  readonly mostSide?: number;
}

export function HeatOverlay(props: HeatOverlayProps) {
  const { label, photo, heat, fit, mostSide = Number.POSITIVE_INFINITY } = props;
  const photoCanvas = useRef<HTMLCanvasElement>(null);
  const heatCanvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (photoCanvas.current) drawBitmap(photoCanvas.current, photo, mostSide);
  }, [photo, mostSide]);
  useEffect(() => {
    if (heatCanvas.current) drawHeat(heatCanvas.current, heat, photo);
  }, [heat, photo]);
  const place = `absolute inset-0 size-full ${fit === "cover" ? "object-cover" : "object-contain"}`;
  return (
    <span
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
      className="relative block size-full"
    >
      <canvas ref={photoCanvas} className={place} />
      <canvas ref={heatCanvas} className={place} style={{ opacity: "var(--heat-opacity, 0.5)" }} />
    </span>
  );
}

function drawBitmap(canvas: HTMLCanvasElement, bitmap: ImageBitmap, mostSide: number): void {
  const scale = Math.min(1, mostSide / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (context) context.imageSmoothingQuality = "high";
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}

/** Long side of the enlarged map: fine enough to look smooth, small enough to cost nothing. */
const heatSide = 128;

/** Colours the coarse map, then enlarges it to the photo's shape, so that both fit a box alike. */
function drawHeat(canvas: HTMLCanvasElement, heat: ImageBitmap, photo: ImageBitmap): void {
  const small = new OffscreenCanvas(heat.width, heat.height);
  const pixels = small.getContext("2d", { willReadFrequently: true });
  const context = canvas.getContext("2d");
  if (!pixels || !context) return;
  pixels.drawImage(heat, 0, 0);
  const image = pixels.getImageData(0, 0, heat.width, heat.height);
  paintHeat(image.data);
  pixels.putImageData(image, 0, 0);
  const scale = heatSide / Math.max(photo.width, photo.height);
  canvas.width = Math.max(1, Math.round(photo.width * scale));
  canvas.height = Math.max(1, Math.round(photo.height * scale));
  context.imageSmoothingQuality = "high";
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
}
