/** Components in a page of their own, for tests in the browser. */
import { I18nProvider } from "@lingui/react";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { activateLocale, i18n } from "../../messages/text.ts";

/** Shows it in English, alone on the page. @returns the way to take it off again */
export async function mount(shown: ReactNode): Promise<() => void> {
  await activateLocale("en");
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  root.render(<I18nProvider i18n={i18n}>{shown}</I18nProvider>);
  return () => {
    root.unmount();
    place.remove();
  };
}

/** In English, then in Chinese. @param act given what goes with the language */
export async function inBothLanguages<T>(
  words: { readonly en: T; readonly zh: T },
  act: (words: T) => Promise<void>,
): Promise<void> {
  for (const locale of ["en", "zh"] as const) {
    await activateLocale(locale);
    await act(words[locale]);
  }
}
