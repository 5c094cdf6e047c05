/** Theme and language of the document, as the person or the system chose them. */
import { activateLocale, preferredLocale } from "../messages/text.ts";
import { useAppStore } from "../state/store.ts";

const systemIsLight = matchMedia("(prefers-color-scheme: light)");

function showTheme(): void {
  const { theme } = useAppStore.getState();
  const isLight = theme === "light" || (theme === "system" && systemIsLight.matches);
  document.documentElement.dataset.theme = isLight ? "light" : "dark";
}

const showLocale = (): Promise<void> =>
  activateLocale(useAppStore.getState().locale ?? preferredLocale(navigator.languages));

/** Applies both and follows later changes; resolves when the words are there. */
export async function followPreferences(): Promise<void> {
  showTheme();
  systemIsLight.addEventListener("change", showTheme);
  useAppStore.subscribe((state) => state.theme, showTheme);
  useAppStore.subscribe(
    (state) => state.locale,
    () => void showLocale(),
  );
  await showLocale();
}
