/**
 * A heat map over the picture in the same box. It is coloured once at its own coarse size and enlarged by the browser; how
 * strongly it covers is the CSS variable `--heat-opacity` of any element around, so that a slider over many
 * pictures draws nothing anew.
 */
import { useLayoutEffect, useRef } from "react";
import type { PixelMap } from "../../protocol/answers.ts";
import type { PictureSize } from "../../protocol/inference.ts";
import { paintHeat } from "./colourMap.ts";

export interface HeatLayerProps {
  /** One channel, 0…1. */
  readonly heat: PixelMap;
  /** Of the picture below, whose shape the grid has no more than nearly. */
  readonly size?: PictureSize;
  /** `cover` fills the box, `contain` shows the whole. */
  readonly fit: "cover" | "contain";
}

export function HeatLayer({ heat, size = heat, fit }: HeatLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = size;
  useLayoutEffect(() => {
    if (canvas.current) drawHeat(canvas.current, heat, { width, height });
  }, [heat, width, height]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      className={`absolute inset-0 size-full ${fit === "cover" ? "object-cover" : "object-contain"}`}
      style={{ opacity: "var(--heat-opacity, 0.5)" }}
    />
  );
}

/** Long side of the enlarged map: fine enough to look smooth, small enough to cost nothing. */
const heatSide = 128;

/** Colours the coarse map, then enlarges it to the picture's shape, so that both fit a box alike. */
function drawHeat(canvas: HTMLCanvasElement, heat: PixelMap, picture: PictureSize): void {
  const image = new ImageData(heat.width, heat.height);
  for (const [at, weight] of heat.values.entries()) image.data[at * 4] = weight * 255;
  paintHeat(image.data);
  const small = new OffscreenCanvas(heat.width, heat.height);
  small.getContext("2d")?.putImageData(image, 0, 0);
  const scale = heatSide / Math.max(picture.width, picture.height);
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  if (!context) return;
  context.imageSmoothingQuality = "high";
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
}
