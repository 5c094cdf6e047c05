/** A photo as it is scaled, with the patches drawn over it: what a change of the settings does. */
import { useLayoutEffect, useMemo, useRef } from "react";
import { atLeast, gridPlaces, placesRng, randomPlaces, scaleTo } from "../../lib/patchPlaces.ts";
import { useText } from "../../messages/text.ts";
import type { PatchSettings, Photo } from "../../protocol/project.ts";
import { type Size, uprightSize } from "./uprightSize.ts";
import { useWholePhoto } from "./useWholePhoto.ts";

/** Side of the drawing, canvas px. */
const drawnSide = 596;
/** Amber in both themes: it lies on photos, not on the page. */
const shownColour = "oklch(0.8 0.15 70)";
/** More outlines than these would hide the photo. */
const mostOutlines = 400;

function scaledSize(upright: Size, { shortSide, size }: PatchSettings) {
  const { width, height } = upright;
  const scale = scaleTo(shortSide, upright);
  const scaled = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  return atLeast(scaled, size);
}

function placesOf(scaled: Size, settings: PatchSettings, index: number) {
  const { size, overlap, cropsPerPhoto, seed } = settings;
  return settings.cut === "grid"
    ? gridPlaces(scaled, size, overlap)
    : randomPlaces(scaled, size, cropsPerPhoto, placesRng(seed, index));
}

function draw(
  context: CanvasRenderingContext2D,
  bitmap: ImageBitmap,
  upright: Size,
  settings: PatchSettings,
  index: number,
): void {
  const scaled = scaledSize(upright, settings);
  const { width, height } = context.canvas;
  const zoom = width / scaled.width;
  // Scaled down first, then enlarged: shows how much detail the patches keep.
  const small = new OffscreenCanvas(scaled.width, scaled.height);
  small.getContext("2d")?.drawImage(bitmap, 0, 0, scaled.width, scaled.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(small, 0, 0, width, height);

  const places = placesOf(scaled, settings, index).slice(0, mostOutlines);
  const side = settings.size * zoom;
  const sharp = (at: number) => Math.round((at * zoom) / 2) * 2 + 1; // fills whole pixels at half size too
  const outline = (x: number, y: number) =>
    context.strokeRect(sharp(x), sharp(y), Math.round(side / 2) * 2, Math.round(side / 2) * 2);
  for (const [colour, line] of [
    ["rgb(0 0 0 / 0.3)", 4],
    ["rgb(255 255 255 / 0.8)", 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = line;
    for (const { x, y } of places) outline(x, y);
  }
  const shown = places[Math.floor(places.length / 2)];
  if (!shown) return;
  for (const [colour, line] of [
    ["rgb(0 0 0 / 0.6)", 10],
    [shownColour, 6],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = line;
    outline(shown.x, shown.y);
  }
}

export interface PatchOverlayProps {
  readonly photo: Photo;
  readonly settings: PatchSettings;
  /** Of the photo among all of the project, class by class. */
  readonly index: number;
}

export function PatchOverlay({ photo, settings, index }: PatchOverlayProps) {
  const text = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const bitmap = useWholePhoto(photo.source, drawnSide);
  const upright = useMemo(() => uprightSize(photo, bitmap), [photo, bitmap]);
  const proportion = upright.width / upright.height;
  const width = proportion >= 1 ? drawnSide : drawnSide * proportion;
  const height = width / proportion;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context && bitmap && bitmap.width > 0) draw(context, bitmap, upright, settings, index);
  }, [bitmap, upright, settings, index]);
  return (
    <canvas
      ref={canvas}
      width={Math.max(1, Math.round(width))}
      height={Math.max(1, Math.round(height))}
      role="img"
      aria-label={text("patches.preview", { name: photo.name })}
      className="mx-auto block max-h-[298px] max-w-full rounded-control bg-raised"
    />
  );
}
