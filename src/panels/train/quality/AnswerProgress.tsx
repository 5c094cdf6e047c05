/** Beside a button that is pressed for an answer: how far it is, and the way out. */
import { X } from "lucide-react";
import { cancelWork } from "../../../client/work.ts";
import { useText } from "../../../messages/text.ts";
import { useAppStore } from "../../../state/store.ts";
import { shareOf } from "../../../state/works.ts";
import { ProgressBar } from "../../../ui/feedback/ProgressBar.tsx";
import { Button } from "../../../ui/forms/Button.tsx";

export function AnswerProgress({ workId }: { readonly workId: string | null }) {
  const text = useText();
  const work = useAppStore(({ works }) => works.find(({ id }) => id === workId));
  if (!work || work.isBrief) return null;
  const title = text(`work.${work.title.kind}`, { name: work.title.name });
  return (
    <span className="flex items-center gap-1">
      <ProgressBar label={title} value={shareOf(work)} className="w-20!" />
      <Button
        variant="icon"
        size="small"
        aria-label={text("work.cancelOne", { title })}
        isDisabled={work.isEnding}
        onPress={() => cancelWork(work.id)}
      >
        <X size={14} aria-hidden />
      </Button>
    </span>
  );
}
