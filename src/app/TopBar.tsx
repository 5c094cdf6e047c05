/** Top bar: project at the left, engine, privacy, language, theme and help at the right. */
import { CircleHelp, Redo2, Undo2 } from "lucide-react";
import { useSyncExternalStore } from "react";
import { showHelp } from "../client/desks.ts";
import { canRedo, canUndo, redo, subscribeHistories, undo } from "../client/histories.ts";
import { useText } from "../messages/text.ts";
import { Hint } from "../ui/feedback/Hint.tsx";
import { Button } from "../ui/forms/Button.tsx";
import { useMediaQuery } from "../ui/layout/useMediaQuery.ts";
import { BackendBadge } from "./BackendBadge.tsx";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { Mark } from "./Mark.tsx";
import { MoreMenu } from "./MoreMenu.tsx";
import { PrivacyNote } from "./PrivacyNote.tsx";
import { ProjectMenu } from "./ProjectMenu.tsx";
import { SavedState } from "./SavedState.tsx";
import { ThemeMenu } from "./ThemeMenu.tsx";

export function TopBar() {
  const text = useText();
  const isRoomy = useMediaQuery("(min-width: 45rem)");
  return (
    <header className="flex h-12 min-w-0 items-center gap-1 border-b border-line bg-surface px-2 bar:col-span-2 bar:gap-2 bar:px-3.5">
      <Mark />
      <span className="hidden text-body font-semibold whitespace-nowrap side:inline">
        Latent Loom
      </span>
      <span aria-hidden className="hidden text-muted side:inline">
        /
      </span>
      <ProjectMenu />
      <SavedState />
      <UndoButtons />
      <div className="ml-auto flex shrink-0 items-center gap-1 bar:gap-1.5">
        <BackendBadge />
        {isRoomy ? (
          <>
            <PrivacyNote />
            <LanguageSwitch />
            <ThemeMenu />
            <Hint text={text("help.title")} side="bottom">
              <Button variant="icon" aria-label={text("help.title")} onPress={() => showHelp(true)}>
                <CircleHelp size={17} aria-hidden />
              </Button>
            </Hint>
          </>
        ) : (
          <MoreMenu />
        )}
      </div>
    </header>
  );
}

function UndoButtons() {
  const text = useText();
  const hasPast = useSyncExternalStore(subscribeHistories, canUndo);
  const hasFuture = useSyncExternalStore(subscribeHistories, canRedo);
  return (
    <div className="hidden items-center bar:flex">
      <Hint text={text("edit.undo")} side="bottom">
        <Button variant="icon" aria-label={text("edit.undo")} isDisabled={!hasPast} onPress={undo}>
          <Undo2 size={16} aria-hidden />
        </Button>
      </Hint>
      <Hint text={text("edit.redo")} side="bottom">
        <Button
          variant="icon"
          aria-label={text("edit.redo")}
          isDisabled={!hasFuture}
          onPress={redo}
        >
          <Redo2 size={16} aria-hidden />
        </Button>
      </Hint>
    </div>
  );
}
