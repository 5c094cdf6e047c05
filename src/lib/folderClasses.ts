/**
 * Which class the photos of a folder belong to. A folder's own name counts, as long as it says which
 * folder is meant: of `wood/good` and `metal/good` the parts in which they differ are told too, and where
 * all folders have one name (`oak/images`, `slate/images`) those parts alone.
 */
import { classNameKey, cleanClassName, toldApart } from "./className.ts";

/** One folder, however its name was spelt: part by part. */
interface Place {
  readonly parts: readonly string[];
  readonly keys: readonly string[];
}

/**
 * @param folders all folders of one import, "/"-separated, "" for loose files
 * @param shown   makes a name fit to be shown, e.g. cuts it
 * @returns the name of each folder's class, by path; "" for loose files and names without any sign.
 *          Folders that differ in spelling alone share one; no others do.
 */
export function folderClasses(
  folders: Iterable<string>,
  shown: (name: string) => string = (name) => name,
): ReadonlyMap<string, string> {
  const paths = [...new Set(folders)];
  const places = new Map<string, Place>();
  const keyOf = (path: string) => placeOf(path).keys.join("/");
  for (const path of paths) {
    const place = placeOf(path);
    if (place.parts.length > 0 && !places.has(keyOf(path))) places.set(keyOf(path), place);
  }
  const all = [...places.values()];
  const byName = new Map<string, Place[]>();
  for (const place of all) {
    const alike = byName.get(lastKey(place));
    if (alike) alike.push(place);
    else byName.set(lastKey(place), [place]);
  }
  const names = all.map((place) => {
    const alike = byName.get(lastKey(place)) ?? [];
    return alike.length === 1 ? lastPart(place) : nameAmong(place, alike, byName.size > 1);
  });
  const unique = toldApart(names.map(shown));
  const byKey = new Map([...places.keys()].map((key, at) => [key, unique[at] as string])); // as many
  return new Map(paths.map((path) => [path, byKey.get(keyOf(path)) ?? ""]));
}

function placeOf(path: string): Place {
  const parts = path
    .split("/")
    .map(cleanClassName)
    .filter((part) => part !== "");
  return { parts, keys: parts.map(classNameKey) };
}

const lastKey = ({ keys }: Place): string => keys.at(-1) ?? "";
const lastPart = ({ parts }: Place): string => parts.at(-1) ?? "";

/** What tells a folder from those of the same name, then that name where it says anything. */
function nameAmong(place: Place, alike: readonly Place[], isNameTelling: boolean): string {
  const above = differing(place, alike);
  return [...above, ...(isNameTelling || above.length === 0 ? [lastPart(place)] : [])].join(" / ");
}

/** The parts above the folder that are not the same for all of them. */
function differing(place: Place, alike: readonly Place[]): readonly string[] {
  const depth = place.keys.length;
  if (alike.every(({ keys }) => keys.length === depth)) {
    return place.parts.filter((_, at) => alike.some(({ keys }) => keys[at] !== place.keys[at]));
  }
  const shortest = Math.min(...alike.map(({ keys }) => keys.length));
  let first = 0;
  const isShared = (at: number) => alike.every(({ keys }) => keys[at] === place.keys[at]);
  while (first < shortest - 1 && isShared(first)) first++;
  return place.parts.slice(first, -1);
}
