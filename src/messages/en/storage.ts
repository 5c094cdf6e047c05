/** What is kept, what cannot be kept, and what to do about it. */
export const storage = {
  "notice.importCutOff":
    "An import was cut off: {count, plural, one {# photo} other {# photos}} of {total, plural, one {# file} other {# files}} had been added by then. Add the folder again for the rest.",

  "library.unreadable": "Could not be opened",
  "library.unreadable.why":
    "These are still stored, with their photos and weights, and nothing will delete them. You can save a copy of everything that is there.",
  "library.unreadable.project": "Project",
  "library.unreadable.run": "Trained model",
  "library.unreadable.newer": "made by a newer version of this app. Reload the page to get it",
  "library.unreadable.damaged": "its record is damaged",

  "storage.save": "Save what is there",
  "storage.saving": "Collecting…",
} as const;
