/** What is kept, what cannot be kept, and what to do about it. */
export const storage = {
  "notice.importCutOff":
    "An import was cut off: {count, plural, one {# photo} other {# photos}} of {total, plural, one {# file} other {# files}} had been added by then. Add the folder again for the rest.",
} as const;
