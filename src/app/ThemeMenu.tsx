/** Light, dark, or as the system. */
import { Monitor, Moon, Sun } from "lucide-react";
import { setPreferences } from "../client/preferences.ts";
import { type Text, useText } from "../messages/text.ts";
import type { Theme } from "../state/preferences.ts";
import { useAppStore } from "../state/store.ts";
import { Button } from "../ui/forms/Button.tsx";
import { Menu, type MenuAction } from "../ui/layout/Menu.tsx";

const icons = { system: Monitor, light: Sun, dark: Moon } as const;

/** The three themes as menu items. */
export function themeItems(text: Text, current: Theme): MenuAction[] {
  return (["system", "light", "dark"] as const).map((theme) => {
    const Icon = icons[theme];
    return {
      id: `theme-${theme}`,
      label: text(`theme.${theme}`),
      icon: <Icon size={14} />,
      isChecked: theme === current,
      onAction: () => setPreferences({ theme }),
    };
  });
}

export function ThemeMenu() {
  const text = useText();
  const theme = useAppStore((state) => state.theme);
  const Icon = icons[theme];
  return (
    <Menu
      label={text("theme.label")}
      trigger={
        <Button variant="icon" aria-label={text("theme.label")}>
          <Icon size={16} aria-hidden />
        </Button>
      }
      groups={[{ title: text("theme.label"), items: themeItems(text, theme) }]}
    />
  );
}
