/** The newest notices, above the foot of the screen; on a phone they scroll, so that they do not cover the desk. */
import { useEffect, useRef } from "react";
import { adjustRun } from "../client/adjustRun.ts";
import { undoEdit } from "../client/histories.ts";
import { dismissNotice, holdNotices, releaseNotices } from "../client/notices.ts";
import { bringBackAside } from "../client/putAside.ts";
import { restoreRun } from "../client/runs.ts";
import { type StatedId, useText } from "../messages/text.ts";
import type { Notice as NoticeData } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";
import { Notice, type NoticeProps } from "../ui/feedback/Notice.tsx";

export function Notices() {
  const text = useText();
  const notices = useAppStore((state) => state.notices);
  const list = useRef<HTMLElement>(null);
  // Put aside by hand: what is under the pointer then is gone, and tells nobody that it is left.
  const dismiss = (id: string) => {
    moveFocus(list.current?.children[notices.findIndex((notice) => notice.id === id)]);
    dismissNotice(id);
    if (!list.current?.contains(document.activeElement)) releaseNotices();
  };
  const actionOf = ({
    id,
    undo: canUndo,
    restoreRunId,
    changeBack,
    aside,
  }: NoticeData): NoticeProps["action"] => {
    if (canUndo) {
      const takeBack = () => {
        dismiss(id);
        undoEdit();
      };
      return { label: text("notice.undo"), onPress: takeBack };
    }
    if (changeBack) {
      const putBack = () => {
        dismiss(id);
        void adjustRun(changeBack.runId, changeBack.changes);
      };
      return { label: text("notice.undo"), onPress: putBack };
    }
    if (aside !== undefined) {
      const bringBack = () => {
        bringBackAside(aside);
        dismiss(id);
      };
      return { label: text("notice.restore"), onPress: bringBack };
    }
    if (restoreRunId === undefined) return undefined;
    const restore = () => {
      void restoreRun(restoreRunId);
      dismiss(id);
    };
    return { label: text("notice.restore"), onPress: restore };
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new one comes into view
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [notices]);
  return (
    <section
      ref={list}
      aria-label={text("notice.label")}
      onPointerMove={holdNotices}
      onPointerLeave={releaseNotices}
      onFocus={holdNotices}
      onBlur={releaseNotices}
      className="pointer-events-none fixed inset-x-2 bottom-32 z-30 flex max-h-[40dvh] flex-col items-center gap-2 overflow-y-auto bar:bottom-20 bar:max-h-none bar:overflow-visible"
    >
      {notices.map((notice) => {
        const action = actionOf(notice);
        return (
          <Notice
            key={notice.id}
            tone={notice.tone}
            words={text.stated(notice.message as StatedId, notice.values)}
            {...(action ? { action } : {})}
            dismissLabel={text("notice.dismiss")}
            onDismiss={() => dismiss(notice.id)}
          />
        );
      })}
    </section>
  );
}

/** From a notice that is about to go: by key to its neighbour, which waits then, else to the desk. */
function moveFocus(notice: Element | undefined): void {
  const focused = document.activeElement;
  if (!notice?.contains(focused)) return;
  const neighbour = notice.nextElementSibling ?? notice.previousElementSibling;
  const button = focused?.matches(":focus-visible") && neighbour?.querySelector("button");
  (button || document.querySelector<HTMLElement>("main"))?.focus();
}
