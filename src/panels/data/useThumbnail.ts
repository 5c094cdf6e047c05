/** The small picture of a photo, once the worker has made it. */
import { useEffect, useState } from "react";
import { sourceKey, thumbnail } from "../../client/thumbnails.ts";
import type { PhotoSource } from "../../protocol/project.ts";

/** undefined: not there yet; null: the photo cannot be read. */
export function useThumbnail(source: PhotoSource): ImageBitmap | null | undefined {
  const key = sourceKey(source);
  const [shown, setShown] = useState<{ key: string; bitmap: ImageBitmap | null } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void thumbnail(source).then((bitmap) => {
      if (isCurrent) setShown({ key, bitmap });
    });
    return () => {
      isCurrent = false;
    };
  }, [key, source]);
  return shown?.key === key ? shown.bitmap : undefined;
}
