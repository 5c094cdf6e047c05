/** A bitmap that a component owns: the one before is freed when a new one comes or the part leaves. */
import { useEffect, useRef, useState } from "react";

export function useBitmap(): [ImageBitmap | null, (next: ImageBitmap | null) => void] {
  const [bitmap, setBitmap] = useState<ImageBitmap | null>(null);
  const held = useRef<ImageBitmap | null>(null);
  useEffect(() => () => held.current?.close(), []);
  const replace = useRef((next: ImageBitmap | null) => {
    const before = held.current;
    held.current = next;
    setBitmap(next);
    setTimeout(() => before?.close(), 0); // after the canvas has taken the new one
  });
  return [bitmap, replace.current];
}
