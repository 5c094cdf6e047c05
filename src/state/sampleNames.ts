/** Shows the sample projects and their classes in the language in use, unless someone renamed them. */
import { classNameKey } from "../lib/className.ts";
import type { Project } from "../protocol/project.ts";
import type { ClassName } from "../protocol/runData.ts";
import type { Run } from "./runs.ts";

export interface SampleNames {
  /** Every name that a sample has in any language, by its id. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
  /** Its name in the language in use. */
  readonly now: ReadonlyMap<string, string>;
}

function named<T extends { readonly id: string; readonly name: string }>(
  entry: T,
  names: SampleNames,
): T {
  const name = names.now.get(entry.id);
  const isUntouched = names.known.get(entry.id)?.has(entry.name) ?? false;
  return name !== undefined && isUntouched && name !== entry.name ? { ...entry, name } : entry;
}

/** Maps with the same result object where nothing changes, so that stores and panels stay still. */
function mapped<T>(list: readonly T[], change: (entry: T) => T): readonly T[] {
  const changed = list.map(change);
  return changed.some((entry, index) => entry !== list[index]) ? changed : list;
}

/** A class whose name in this language is another one's already keeps the name that it has. */
function namedClasses<T extends ClassName>(classes: readonly T[], names: SampleNames) {
  const counts = new Map<string, number>();
  for (const entry of classes) {
    const key = classNameKey(named(entry, names).name);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return mapped(classes, (entry) => {
    const next = named(entry, names);
    return counts.get(classNameKey(next.name)) === 1 ? next : entry;
  });
}

/** @returns names lists of projects; one project is the same object in all of them */
export function projectsNamed(
  names: SampleNames,
): (projects: readonly Project[]) => readonly Project[] {
  const done = new Map<Project, Project>();
  const inNames = (project: Project): Project => {
    const classes = namedClasses(project.classes, names);
    const renamed = named(project, names);
    return classes === project.classes ? renamed : { ...renamed, classes };
  };
  return (projects) =>
    mapped(projects, (project) => {
      const renamed = done.get(project) ?? inNames(project);
      done.set(project, renamed);
      return renamed;
    });
}

/** For display; the record that the worker keeps stays as it is. */
export const nameRuns = (runs: readonly Run[], names: SampleNames): readonly Run[] =>
  mapped(runs, (run) => {
    const classes = namedClasses(run.data.classes, names);
    const { name } = named({ id: run.runId, name: run.name }, names);
    const renamed = name === run.name ? run : { ...run, name };
    return classes === run.data.classes ? renamed : { ...renamed, data: { ...run.data, classes } };
  });
