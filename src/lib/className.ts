/** Names of classes: what is kept of one, and when two are the same. Held to by the page and the lab alike. */

/** Zero-width blanks and marks of direction: nobody can see them, so that two names would look alike. */
const unseen = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** Joiners of scripts and of emoji, and their variants: kept in a name, without a say in which it is. */
const joiners = /\u200c|\u200d|[\ufe00-\ufe0f]/g;

const blank = /^[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]*$/u;

/** A name as it is kept: composed, on one line, of characters that show; "" where nothing would show. */
export function cleanClassName(name: string): string {
  const shown = name.normalize("NFC").replace(/[\p{Cc}\s]+/gu, " ");
  const clean = shown.replace(unseen, "").trim();
  return blank.test(clean) ? "" : clean;
}

/** Equal for names that people take for the same: without case, Unicode forms, and what cannot be seen. */
export const classNameKey = (name: string): string =>
  cleanClassName(name).replace(joiners, "").toLowerCase().normalize("NFC");

/** The same names, those that are there or `before` already numbered: "Lawn", "Lawn (2)". */
export function toldApart(names: readonly string[], before: readonly string[] = []): string[] {
  const taken = new Set(before.map(classNameKey));
  return names.map((name) => {
    let own = name;
    for (let number = 2; taken.has(classNameKey(own)); number++) own = `${name} (${number})`;
    taken.add(classNameKey(own));
    return own;
  });
}

/** The same classes, those of one name numbered (`toldApart`); the very list where there are none. */
export function classesToldApart<T extends { readonly name: string }>(
  classes: readonly T[],
): readonly T[] {
  const names = toldApart(classes.map(({ name }) => name));
  if (names.every((name, at) => name === classes[at]?.name)) return classes;
  return classes.map((entry, at) => ({ ...entry, name: names[at] as string })); // as many
}
