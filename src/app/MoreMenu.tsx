/** On a narrow screen: what the top bar has no room for. */
import { CircleHelp, EllipsisVertical, Redo2, ShieldCheck, Undo2 } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import { showHelp } from "../client/desks.ts";
import { canRedo, canUndo, redo, subscribeHistories, undo } from "../client/histories.ts";
import { setPreferences } from "../client/preferences.ts";
import { useText } from "../messages/text.ts";
import { useAppStore } from "../state/store.ts";
import { Button } from "../ui/forms/Button.tsx";
import { Dialog } from "../ui/layout/Dialog.tsx";
import { Menu } from "../ui/layout/Menu.tsx";
import { PrivacyText } from "./PrivacyNote.tsx";
import { themeItems } from "./ThemeMenu.tsx";

const languages = { en: "English", zh: "中文" } as const;

export function MoreMenu() {
  const text = useText();
  const theme = useAppStore((state) => state.theme);
  const hasPast = useSyncExternalStore(subscribeHistories, canUndo);
  const hasFuture = useSyncExternalStore(subscribeHistories, canRedo);
  const [isPrivacyOpen, setIsPrivacyOpen] = useState(false);
  return (
    <>
      <Menu
        label={text("shell.more")}
        trigger={
          <Button variant="icon" aria-label={text("shell.more")}>
            <EllipsisVertical size={17} aria-hidden />
          </Button>
        }
        groups={[
          {
            items: [
              {
                id: "undo",
                label: text("edit.undo"),
                icon: <Undo2 size={14} />,
                onAction: undo,
                isDisabled: !hasPast,
              },
              {
                id: "redo",
                label: text("edit.redo"),
                icon: <Redo2 size={14} />,
                onAction: redo,
                isDisabled: !hasFuture,
              },
            ],
          },
          {
            title: text("language.label"),
            items: (["en", "zh"] as const).map((locale) => ({
              id: locale,
              label: languages[locale],
              isChecked: locale === text.locale,
              onAction: () => setPreferences({ locale }),
            })),
          },
          { title: text("theme.label"), items: themeItems(text, theme) },
          {
            items: [
              {
                id: "privacy",
                label: text("privacy.short"),
                icon: <ShieldCheck size={14} />,
                onAction: () => setIsPrivacyOpen(true),
              },
              {
                id: "help",
                label: text("help.title"),
                icon: <CircleHelp size={14} />,
                onAction: () => showHelp(true),
              },
            ],
          },
        ]}
      />
      <Dialog
        title={text("privacy.short")}
        closeLabel={text("shell.close")}
        isOpen={isPrivacyOpen}
        onClose={() => setIsPrivacyOpen(false)}
      >
        <PrivacyText />
      </Dialog>
    </>
  );
}
