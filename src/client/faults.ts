/**
 * What went wrong without anybody waiting for it, in the page or in a worker: it stays in the browser's log,
 * and the user is told once that something is amiss.
 */
import { useAppStore } from "../state/store.ts";
import { notify } from "./notices.ts";

const message = "error.Unexpected";

/** Tells of a fault, unless one is told of already. The browser has logged it. */
export function reportFault(): void {
  const isTold = useAppStore.getState().notices.some((notice) => notice.message === message);
  if (!isTold) notify({ tone: "bad", message });
}

/** Reports what is thrown in the page and caught by nobody. */
export function listenToFaults(page: Pick<Window, "addEventListener">): void {
  page.addEventListener("unhandledrejection", reportFault);
  // Without an error it is a notice of the browser's, e.g. that a ResizeObserver ran out of time.
  page.addEventListener("error", ({ error }) => {
    if (error) reportFault();
  });
}
