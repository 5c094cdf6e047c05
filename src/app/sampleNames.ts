/**
 * What comes with the app is named in the language in use: sample projects, their classes, and the
 * models trained on them. A name that the person has changed is left alone.
 */
import { samples as en } from "../messages/en/samples.ts";
import type { Locale } from "../messages/text.ts";
import { samples as zh } from "../messages/zh/samples.ts";
import type { Project, TextureClass } from "../protocol/project.ts";
import type { Run } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";

type Names = Readonly<Record<string, string>>;
const catalogues: Readonly<Record<Locale, Names>> = { en, zh };

/** The name in a language for an id that comes with the app and is still named so; else as it is. */
export function sampleName(locale: Locale, id: string, name: string): string {
  const key = `sample.${id}`;
  const isOurs = Object.values(catalogues).some((names) => names[key] === name);
  return (isOurs && catalogues[locale][key]) || name;
}

/** Changes entries by `edit`; gives the same array where none has changed. */
function mapped<T>(entries: readonly T[], edit: (entry: T) => T): readonly T[] {
  const next = entries.map(edit);
  return next.some((entry, index) => entry !== entries[index]) ? next : entries;
}

function named<T extends { readonly name: string }>(entry: T, name: string): T {
  return entry.name === name ? entry : { ...entry, name };
}

const namedClasses = (locale: Locale, classes: readonly TextureClass[]) =>
  mapped(classes, (entry) => named(entry, sampleName(locale, entry.id, entry.name)));

function namedProject(locale: Locale, project: Project): Project {
  const classes = namedClasses(locale, project.classes);
  const next = named(project, sampleName(locale, project.id, project.name));
  return classes === project.classes ? next : { ...next, classes };
}

function namedRun(locale: Locale, run: Run): Run {
  const classes = namedClasses(locale, run.data.classes);
  const next = named(run, sampleName(locale, run.runId, run.name));
  return classes === run.data.classes ? next : { ...next, data: { ...run.data, classes } };
}

/** Names everything anew; not an edit that undo would take back. */
export function nameSamples(locale: Locale): void {
  const history = useAppStore.temporal.getState();
  history.pause();
  useAppStore.setState(({ projects, runs }) => ({
    projects: mapped(projects, (project) => namedProject(locale, project)),
    runs: mapped(runs, (run) => namedRun(locale, run)),
  }));
  history.resume();
}
