/** Draws a picture that came from the worker. The canvas has the picture's own pixels; CSS enlarges it. */
import { useLayoutEffect, useRef } from "react";
import { classNames } from "../classNames.ts";

export interface ImageCanvasProps {
  /** null: nothing drawn yet. Not closed here; whoever made it decides how long it lives. */
  readonly bitmap: ImageBitmap | null;
  /** What the picture shows; empty for decoration. */
  readonly label: string;
  /** Enlarge smoothly (textures) or with hard pixels (sprites). Default: smooth. */
  readonly isSmooth?: boolean;
  readonly className?: string;
  readonly testId?: string;
  /** Shown as `data-version`, for whoever needs to know that a new picture is there. */
  readonly version?: number;
}

export function ImageCanvas(props: ImageCanvasProps) {
  const { bitmap, label, isSmooth = true, className, testId, version } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const target = canvas.current;
    if (!target || !bitmap || bitmap.width === 0) return; // width 0: closed meanwhile
    if (target.width !== bitmap.width) target.width = bitmap.width;
    if (target.height !== bitmap.height) target.height = bitmap.height;
    target.getContext("2d")?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  return (
    <canvas
      ref={canvas}
      width={1}
      height={1}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
      data-testid={testId}
      data-version={version}
      className={classNames(
        "block max-w-full",
        isSmooth ? "" : "[image-rendering:pixelated]",
        className,
      )}
    />
  );
}
