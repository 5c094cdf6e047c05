/** Choices of the person, not of the project; small enough for localStorage, read before first paint. */
import type { BackendChoice } from "../protocol/backend.ts";

export type Theme = "system" | "light" | "dark";
export type Locale = "en" | "zh";

export interface PreferencesSlice {
  readonly theme: Theme;
  /** null: the browser's language. */
  readonly locale: Locale | null;
  readonly backend: BackendChoice;
  /** Enlarge small pictures smoothly (textures) or with hard pixels (sprites). */
  readonly smoothPixels: boolean;
  /** The first-run strip was closed. */
  readonly welcomed: boolean;
}

const key = "latent-loom.preferences";
const defaults: PreferencesSlice = {
  theme: "system",
  locale: null,
  backend: "auto",
  smoothPixels: true,
  welcomed: false,
};

const themes: readonly unknown[] = ["system", "light", "dark"] satisfies Theme[];
const locales: readonly unknown[] = ["en", "zh"] satisfies Locale[];
const backends: readonly unknown[] = [
  "auto",
  "webgpu",
  "webgl",
  "wasm",
  "cpu",
] satisfies BackendChoice[];

/** Reads what was kept; anything unknown falls back to the default. */
export function loadPreferences(storage: Pick<Storage, "getItem">): PreferencesSlice {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? "{}") as Record<string, unknown>;
    return {
      theme: themes.includes(kept.theme) ? (kept.theme as Theme) : defaults.theme,
      locale: locales.includes(kept.locale) ? (kept.locale as Locale) : defaults.locale,
      backend: backends.includes(kept.backend) ? (kept.backend as BackendChoice) : defaults.backend,
      smoothPixels:
        typeof kept.smoothPixels === "boolean" ? kept.smoothPixels : defaults.smoothPixels,
      welcomed: kept.welcomed === true,
    };
  } catch {
    return defaults; // storage denied or damaged: the defaults serve
  }
}

/** @returns whether they are kept: not where the browser's storage for a page is full or refused */
export function savePreferences(
  storage: Pick<Storage, "setItem">,
  values: PreferencesSlice,
): boolean {
  const { theme, locale, backend, smoothPixels, welcomed } = values;
  try {
    storage.setItem(key, JSON.stringify({ theme, locale, backend, smoothPixels, welcomed }));
    return true;
  } catch {
    return false;
  }
}
