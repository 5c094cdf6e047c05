/** Names what comes with the app in the language in use: on loading, and when the language changes. */
import { changeUnseen } from "../client/unseenChange.ts";
import { samples as en } from "../messages/en/samples.ts";
import { i18n, type Locale } from "../messages/text.ts";
import { samples as zh } from "../messages/zh/samples.ts";
import type { Run } from "../state/runs.ts";
import { nameRuns, projectsNamed, type SampleNames } from "../state/sampleNames.ts";
import { useAppStore } from "../state/store.ts";

const catalogues: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { en, zh };

/** Ids without the catalogue's prefix. */
const entriesOf = (locale: Locale): (readonly [string, string])[] =>
  Object.entries(catalogues[locale]).map(([key, name]) => [key.replace(/^sample\./, ""), name]);

/** @returns the names of a language, and what counts as a name that nobody has changed */
export function sampleNamesIn(locale: Locale): SampleNames {
  const known = new Map<string, Set<string>>();
  for (const [id, name] of [...entriesOf("en"), ...entriesOf("zh")]) {
    known.set(id, (known.get(id) ?? new Set()).add(name));
  }
  return { known, now: new Map(entriesOf(locale)) };
}

/** Not an edit: undo does not take it back, and what it brings back has these names too. */
function nameSamples(): void {
  const names = sampleNamesIn(i18n.locale as Locale);
  changeUnseen(projectsNamed(names));
  useAppStore.setState(({ runs }) => ({ runs: nameRuns(runs, names) }));
}

/** Runs come late, and come back with the names that their records hold. */
const areCalledTheSame = (a: readonly Run[], b: readonly Run[]): boolean =>
  a.length === b.length &&
  a.every(({ name, data }, at) => name === b[at]?.name && data === b[at]?.data);

/** Call once the first language is there. */
export function followSampleNames(): void {
  nameSamples();
  i18n.on("change", nameSamples);
  useAppStore.subscribe((state) => state.isLoaded, nameSamples);
  useAppStore.subscribe((state) => state.runs, nameSamples, { equalityFn: areCalledTheSame });
  useAppStore.subscribe((state) => state.received, nameSamples);
}
