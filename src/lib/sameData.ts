/** Whether two pieces of plain data say the same, whatever order their keys are in. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [definedOf(a), definedOf(b)];
  return (
    left.length === right.length &&
    left.every(([key, value]) => sameData(value, (b as Record<string, unknown>)[key]))
  );
}

/** A key without a value is as good as none. */
const definedOf = (data: object): [string, unknown][] =>
  Object.entries(data).filter(([, value]) => value !== undefined);
