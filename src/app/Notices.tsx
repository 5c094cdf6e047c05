/** The newest notices, above the foot of the screen. */
import { adjustRun } from "../client/adjustRun.ts";
import { undoEdit } from "../client/histories.ts";
import { dismissNotice, holdNotices, releaseNotices } from "../client/notices.ts";
import { restoreRun } from "../client/runs.ts";
import { type StatedId, useText } from "../messages/text.ts";
import type { Notice as NoticeData } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";
import { Notice, type NoticeProps } from "../ui/Notice.tsx";

/** Put aside by hand: what is under the pointer then is gone, and tells nobody that it is left. */
function dismiss(id: string): void {
  dismissNotice(id);
  releaseNotices();
}

export function Notices() {
  const text = useText();
  const notices = useAppStore((state) => state.notices);
  const actionOf = ({
    id,
    undo: canUndo,
    restoreRunId,
    changeBack,
  }: NoticeData): NoticeProps["action"] => {
    if (canUndo) return { label: text("notice.undo"), onPress: undoEdit };
    if (changeBack) {
      const putBack = () => {
        dismiss(id);
        void adjustRun(changeBack.runId, changeBack.changes);
      };
      return { label: text("notice.undo"), onPress: putBack };
    }
    if (restoreRunId === undefined) return undefined;
    const restore = () => {
      void restoreRun(restoreRunId);
      dismiss(id);
    };
    return { label: text("notice.restore"), onPress: restore };
  };
  return (
    <section
      aria-label={text("notice.label")}
      onPointerMove={holdNotices}
      onPointerLeave={releaseNotices}
      onFocus={holdNotices}
      onBlur={releaseNotices}
      className="pointer-events-none fixed inset-x-2 bottom-32 z-30 flex flex-col items-center gap-2 bar:bottom-20"
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
