/** Whether the project and what was dropped on the Inspect desk are safe in storage; a sign alone where there is no room for words. */
import { TriangleAlert } from "lucide-react";
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
  const saved = useAppStore(({ storage, saved, unstoredImages }) => {
    if (storage === "memory") return "failed";
    return saved === "saved" && unstoredImages > 0 ? "saving" : saved;
  });
  const isLoaded = useAppStore((state) => state.isLoaded);
  if (!isLoaded) return null; // nothing is known of it yet
  const isBad = saved === "failed";
  return (
    <>
      {isBad && (
        <TriangleAlert
          size={15}
          role="img"
          aria-label={text(words.failed)}
          className="shrink-0 text-bad bar:hidden"
        />
      )}
      <span
        className={classNames(
          "hidden shrink-0 text-small whitespace-nowrap bar:inline",
          isBad ? "text-bad" : "text-muted",
        )}
      >
        {text(words[saved])}
      </span>
    </>
  );
}
