/** Theme and language of the document, as the person or the system chose them. */
import { notify } from "../client/notices.ts";
import { setPreferences } from "../client/preferences.ts";
import { activateLocale, i18n, type Locale, preferredLocale } from "../messages/text.ts";
import { useAppStore } from "../state/store.ts";

const systemIsLight = matchMedia("(prefers-color-scheme: light)");

function showTheme(): void {
  const { theme } = useAppStore.getState();
  const isLight = theme === "light" || (theme === "system" && systemIsLight.matches);
  document.documentElement.dataset.theme = isLight ? "light" : "dark";
}

const showLocale = (): Promise<void> =>
  activateLocale(useAppStore.getState().locale ?? preferredLocale(navigator.languages));

/** The language in use stays where the words of another one do not come, so that it can be chosen once more. */
async function followLocale(): Promise<void> {
  try {
    await showLocale();
  } catch {
    setPreferences({ locale: i18n.locale as Locale }); // one of ours is always active
    notify({ tone: "bad", message: "notice.languageNotLoaded" });
  }
}

/** Applies both and follows later changes; resolves when the words are there. */
export async function followPreferences(): Promise<void> {
  showTheme();
  systemIsLight.addEventListener("change", showTheme);
  useAppStore.subscribe((state) => state.theme, showTheme);
  useAppStore.subscribe(
    (state) => state.locale,
    () => void followLocale(),
  );
  await showLocale();
}
