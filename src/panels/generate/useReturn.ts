/** The way back: a translation translated back, and how far that is from the photo. */
import { useEffect, useRef, useState } from "react";
import { translate } from "../../client/inference.ts";
import { errorMessageId } from "../../client/notices.ts";
import { latest } from "../../lib/latest.ts";
import { bitmapPng } from "../../ui/pictures/bitmapPng.ts";
import { bitmapDifference } from "./meanDifference.ts";
import type { Wish } from "./translations.ts";
import { useBitmap } from "./useBitmap.ts";
import type { ShownTranslation } from "./useTranslation.ts";

export interface Returned {
  /** null before the first. */
  readonly bitmap: ImageBitmap | null;
  /** Share of the whole range that a colour value is off on average; null while it is not known. */
  readonly difference: number | null;
  readonly trouble: `error.${string}` | null;
}

/** Follows what is shown; what comes back of an earlier wish stays in sight until there is another. */
export function useReturn(runId: string, shown: ShownTranslation): Returned {
  const [bitmap, setBitmap] = useBitmap();
  const [measured, setMeasured] = useState<{ of: Wish; difference: number } | null>(null);
  const [trouble, setTrouble] = useState<Returned["trouble"]>(null);
  const ask = useRef(latest((there: There) => translateBack(there)));
  const { photo, picture, wish } = shown;
  useEffect(() => {
    let isCurrent = true;
    const there = { runId, png: bitmapPng(picture), target: 1 - wish.target };
    ask.current(there).then(
      (back) => {
        if (!back) return; // there is a newer translation
        if (isCurrent) {
          setBitmap(back);
          setMeasured({ of: wish, difference: bitmapDifference(photo, back) });
          setTrouble(null);
        } else back.close();
      },
      (error) => {
        if (isCurrent) setTrouble(errorMessageId(error));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [runId, photo, picture, wish, setBitmap]);
  const difference = measured?.of === wish ? measured.difference : null;
  return { bitmap, difference, trouble };
}

interface There {
  readonly runId: string;
  readonly png: Promise<Blob>;
  readonly target: number;
}

async function translateBack({ runId, png, target }: There): Promise<ImageBitmap> {
  const { photo, picture } = await translate(runId, await png, target);
  photo.close();
  return picture;
}
