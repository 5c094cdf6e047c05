/** One short line about what has happened, with at most one thing to do about it. */
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { Button } from "../forms/Button.tsx";

export interface NoticeProps {
  readonly tone: "info" | "good" | "bad";
  readonly words: string;
  readonly action?: { readonly label: string; readonly onPress: () => void };
  readonly dismissLabel: string;
  readonly onDismiss: () => void;
}

const icons = { info: Info, good: CircleCheck, bad: CircleAlert };
const colours = { info: "text-muted", good: "text-good", bad: "text-bad" };

export function Notice({ tone, words, action, dismissLabel, onDismiss }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className="pointer-events-auto flex max-w-lg min-w-0 shrink-0 items-center gap-2.5 rounded-control border border-edge bg-raised py-1.5 pr-1.5 pl-3 text-small"
    >
      <Icon size={16} aria-hidden className={`shrink-0 ${colours[tone]}`} />
      <p className="min-w-0 flex-1 text-pretty wrap-anywhere">{words}</p>
      {action && (
        <Button size="small" onPress={action.onPress}>
          {action.label}
        </Button>
      )}
      <Button variant="icon" size="small" aria-label={dismissLabel} onPress={onDismiss}>
        <X size={14} aria-hidden />
      </Button>
    </div>
  );
}
