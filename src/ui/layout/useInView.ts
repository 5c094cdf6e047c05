/** Whether an element is in view, or will be with a little scrolling: for what is worth drawing only then. */
import { type RefObject, useEffect, useState } from "react";

const nearby = "300px";

const listeners = new WeakMap<Element, (isInView: boolean) => void>();

/** One for all: hundreds of tiles ask. Made when the first asks. */
let observer: IntersectionObserver | undefined;

function watch(element: Element, listener: (isInView: boolean) => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
    },
    { scrollMargin: nearby },
  );
  const own = observer;
  listeners.set(element, listener);
  own.observe(element);
  return () => own.unobserve(element);
}

export function useInView(element: RefObject<Element | null>): boolean {
  const [isInView, setIsInView] = useState(false);
  useEffect(() => (element.current ? watch(element.current, setIsInView) : undefined), [element]);
  return isInView;
}
