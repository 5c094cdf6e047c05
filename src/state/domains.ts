/** Which two classes of a project a model learns to translate between. */
import type { Project, TextureClass } from "../protocol/project.ts";

/** Ids of two classes: from, to. */
export type Domains = readonly [string, string];

/** Classes that have photos. */
export const filledClasses = ({ classes }: Pick<Project, "classes">): readonly TextureClass[] =>
  classes.filter((entry) => entry.photos.length > 0);

/**
 * The chosen two where both have photos; else the two with most photos, in the project's order.
 * @returns null where fewer than two have any
 */
export function domainsOf(project: Pick<Project, "classes">, chosen?: Domains): Domains | null {
  const filled = filledClasses(project);
  if (chosen?.every((id) => filled.some((entry) => entry.id === id))) return chosen;
  const largest = new Set(
    [...filled].sort((a, b) => b.photos.length - a.photos.length).slice(0, 2),
  );
  const [from, to] = filled.filter((entry) => largest.has(entry));
  return from && to ? [from.id, to.id] : null;
}

/** With another class at one place; the two change places where it stands at the other. */
export function withDomain([from, to]: Domains, place: 0 | 1, id: string): Domains {
  if (place === 0) return [id, id === to ? from : to];
  return [id === from ? to : from, id];
}
