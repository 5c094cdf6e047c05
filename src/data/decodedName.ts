/** The id that a file was named by (`encodeURIComponent`); null for a name that none gives. */
export function decodedName(name: string): string | null {
  try {
    return decodeURIComponent(name);
  } catch {
    return null;
  }
}
