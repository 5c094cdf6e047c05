/** Names that tell things in one list apart. */

/** The first of numbered names, from a number on, that is not taken: not "AE 1 2" beside "AE 1". */
export function numberedName(
  named: (number: number) => string,
  from: number,
  taken: Iterable<string>,
): string {
  const known = new Set(taken);
  let number = from;
  while (known.has(named(number))) number++;
  return named(number);
}

/** The name, or with the first number from 2 on that makes it one of its own: "AE", "AE 2", "AE 3"… */
export function uniqueName(name: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  let unique = name;
  for (let number = 2; known.has(unique); number++) unique = `${name} ${number}`;
  return unique;
}
