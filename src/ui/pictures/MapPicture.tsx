/** Draws a map that a model answered: one channel or colours, as its kind says. */
import { useLayoutEffect, useRef } from "react";
import type { PixelMap } from "../../protocol/answers.ts";
import { classNames } from "../classNames.ts";
import { mapPixels } from "./mapPixels.ts";

export interface MapPictureProps {
  readonly map: PixelMap;
  /** What it shows. */
  readonly label: string;
  readonly className?: string;
}

export function MapPicture({ map, label, className }: MapPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    context?.putImageData(new ImageData(mapPixels(map), map.width, map.height), 0, 0);
  }, [map]);
  return (
    <canvas
      ref={canvas}
      width={map.width}
      height={map.height}
      role="img"
      aria-label={label}
      className={classNames("block max-w-full", className)}
    />
  );
}
