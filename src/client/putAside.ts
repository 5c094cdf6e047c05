/** What is removed by hand and was made by nobody else: it is let go when the notice that offers it goes. */
import type { Notice } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";
import { dismissNotice, notify } from "./notices.ts";

export interface Aside {
  readonly bringBack: () => void;
  /** Nobody wanted it back. */
  readonly letGo: () => void;
}

const asides = new Map<string, Aside>();

/**
 * Offers to bring something back.
 * @param key what is put aside under the same key before the offer is over is offered with it: `aside` is of both
 */
export function putAside(
  key: string,
  notice: Pick<Notice, "message" | "values">,
  aside: Aside,
): void {
  const earlier = noticeOf(key);
  asides.set(key, aside);
  notify({ ...notice, tone: "info", aside: key });
  if (earlier) dismissNotice(earlier.id);
  else watch(key);
}

export function bringBackAside(key: string): void {
  const aside = asides.get(key);
  asides.delete(key);
  aside?.bringBack();
}

const noticeOf = (key: string): Notice | undefined =>
  useAppStore.getState().notices.find((notice) => notice.aside === key);

function watch(key: string): void {
  const unsubscribe = useAppStore.subscribe(
    (state) => state.notices,
    () => {
      if (noticeOf(key)) return;
      unsubscribe();
      const aside = asides.get(key);
      asides.delete(key);
      aside?.letGo();
    },
  );
}
