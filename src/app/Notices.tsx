/** The newest notices, above the foot of the screen. */
import { adjustRun } from "../client/adjustRun.ts";
import { dismissNotice } from "../client/notices.ts";
import { undo } from "../client/projects.ts";
import { restoreRun } from "../client/runs.ts";
import { type StatedId, useText } from "../messages/text.ts";
import type { Notice as NoticeData } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";
import { Notice, type NoticeProps } from "../ui/Notice.tsx";

export function Notices() {
  const text = useText();
  const notices = useAppStore((state) => state.notices);
  const actionOf = ({
    id,
    undo: canUndo,
    restoreRunId,
    changeBack,
  }: NoticeData): NoticeProps["action"] => {
    if (canUndo) return { label: text("notice.undo"), onPress: undo };
    if (changeBack) {
      const putBack = () => {
        dismissNotice(id);
        void adjustRun(changeBack.runId, changeBack.changes);
      };
      return { label: text("notice.undo"), onPress: putBack };
    }
    if (restoreRunId === undefined) return undefined;
    const restore = () => {
      void restoreRun(restoreRunId);
      dismissNotice(id);
    };
    return { label: text("notice.restore"), onPress: restore };
  };
  return (
    <section
      aria-label={text("notice.label")}
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
            onDismiss={() => dismissNotice(notice.id)}
          />
        );
      })}
    </section>
  );
}
