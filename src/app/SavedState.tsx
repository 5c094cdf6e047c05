/** Whether the project is safe in storage. */
import { useText } from "../messages/text.ts";
import { useAppStore } from "../state/store.ts";
import { classNames } from "../ui/classNames.ts";

const words = {
  saved: "project.saved",
  saving: "project.saving",
  failed: "project.unsaved",
} as const;

export function SavedState() {
  const text = useText();
  const saved = useAppStore((state) => (state.storage === "memory" ? "failed" : state.saved));
  const isLoaded = useAppStore((state) => state.isLoaded);
  if (!isLoaded) return null; // nothing is known of it yet
  return (
    <span
      className={classNames(
        "shrink-0 text-small whitespace-nowrap",
        saved === "failed" ? "text-bad" : "hidden text-muted bar:inline",
      )}
    >
      {text(words[saved])}
    </span>
  );
}
