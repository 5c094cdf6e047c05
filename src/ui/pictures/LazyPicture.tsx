/** A picture that somebody makes on demand: empty until it is there, a sign where it cannot be made. */
import { useEffect, useRef, useState } from "react";
import { classNames } from "../classNames.ts";
import { ImageCanvas } from "./ImageCanvas.tsx";
import { NoPicture } from "./NoPicture.tsx";

export interface LazyPictureProps {
  /** The same key stands for the same picture; `load` is called again only when it changes. */
  readonly pictureKey: string;
  /** null: it cannot be shown. The bitmap is not closed here. */
  readonly load: () => Promise<ImageBitmap | null>;
  /** Empty for decoration. */
  readonly label: string;
  readonly isSmooth?: boolean;
  readonly className?: string;
}

export function LazyPicture(props: LazyPictureProps) {
  const { pictureKey, load, label, isSmooth = true, className } = props;
  const loader = useRef(load);
  loader.current = load;
  const [made, setMade] = useState<{ key: string; bitmap: ImageBitmap | null } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const show = (bitmap: ImageBitmap | null) => {
      if (isCurrent) setMade({ key: pictureKey, bitmap });
    };
    loader.current().then(show, () => show(null));
    return () => {
      isCurrent = false;
    };
  }, [pictureKey]);
  const bitmap = made?.key === pictureKey ? made.bitmap : undefined;
  if (bitmap === null) return <NoPicture label={label} className={className} />;
  return (
    <ImageCanvas
      bitmap={bitmap ?? null}
      label={label}
      isSmooth={isSmooth}
      className={classNames("bg-raised object-cover", className)}
    />
  );
}
