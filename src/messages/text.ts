/**
 * Words that people read, by message id, in the language in use (ICU messages: plurals, numbers), compiled by the build.
 * The English catalogue defines the ids; the compiler holds the Chinese one to the same set.
 */
import { type I18n, i18n } from "@lingui/core";
import { useLingui } from "@lingui/react";
import type { messages as english } from "./en/index.ts";

export type Locale = "en" | "zh";
export type MessageId = keyof typeof english;
export type MessageValues = Readonly<Record<string, string | number>>;
/** Ids that are put together from what a model or the engine states about itself. */
export type StatedId =
  `${"model" | "hparam" | "preset" | "series" | "task" | "pattern" | "choice" | "side" | "error" | "skip" | "notice" | "doctor"}.${string}`;

export interface Text {
  (id: MessageId, values?: MessageValues): string;
  /** For ids stated at run time; gives the id itself where the catalogue lacks it (a test forbids that). */
  stated(id: StatedId, values?: MessageValues): string;
  readonly locale: Locale;
}

const load: Record<Locale, () => Promise<Record<string, string>>> = {
  en: async () => (await import("./en/index.ts")).messages,
  zh: async () => (await import("./zh/index.ts")).messages,
};

/** Chinese where the browser prefers any kind of it over English, else English. */
export function preferredLocale(languages: readonly string[]): Locale {
  const known = languages.find((tag) => /^(zh|en)\b/i.test(tag));
  return known?.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** Loads a language and makes it the one in use. */
export async function activateLocale(locale: Locale): Promise<void> {
  const messages = await load[locale]();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale === "zh" ? "zh-Hans" : "en";
}

const texts = new WeakMap<I18n, Map<string, Text>>();

function textOf(from: I18n): Text {
  const byLocale = texts.get(from) ?? new Map<string, Text>();
  texts.set(from, byLocale);
  const known = byLocale.get(from.locale);
  if (known) return known;
  const translate = (id: string, values?: MessageValues) => from._(id, values);
  const text = Object.assign(translate, { stated: translate, locale: from.locale as Locale });
  byLocale.set(from.locale, text);
  return text;
}

/** The words for a component; it renders again when the language changes. */
export const useText = (): Text => textOf(useLingui().i18n);

export { i18n };
