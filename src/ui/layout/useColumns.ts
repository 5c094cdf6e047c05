/** How many columns of a least width fit into an element, now and when it is resized. */
import { type RefObject, useEffect, useState } from "react";

/** @param minWidth px of a column, gap left out */
export function useColumns(
  element: RefObject<HTMLElement | null>,
  minWidth: number,
  gap: number,
): number {
  const [columns, setColumns] = useState(6);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      setColumns(Math.max(1, Math.floor((width + gap) / (minWidth + gap))));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, minWidth, gap]);
  return columns;
}
