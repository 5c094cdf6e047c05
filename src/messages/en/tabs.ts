/** Other tabs of the app, and what is read-only here. */
export const tabs = {
  "notice.readOnly.otherTab":
    "Not changed: this project is open in another tab. Take it over at the top of the page to edit it here.",
  "notice.readOnly.newer":
    "Not changed: a newer version of Latent Loom saved this project. Reload the page to get that version.",
  "error.Conflict":
    "Another tab changed this first, so it was not changed here. What you see now is the newest version.",
  "notice.deletedElsewhere": "“{name}” was deleted in another tab.",
  "notice.newerElsewhere":
    "“{name}” was saved in another tab by a newer version of this app, in a form that cannot be shown here. Nothing is lost: reload the page to get that version.",
  "notice.damagedElsewhere":
    "“{name}” cannot be read as it is stored now. The Library desk lists it and saves what is there.",
  "banner.otherTab":
    "“{name}” is being edited in another tab. You see every change here, and can train, generate and inspect; to edit it here, take it over.",
  "banner.takeOver": "Take over here",
  "banner.takingOver": "Taking over…",
  "banner.setAside":
    "This tab had changes to “{name}” that could not be saved, because another tab had changed it. You see the other tab’s version now.",
  "banner.keepCopy": "Keep mine as a copy",
  "banner.giveUp": "Discard mine",
  "banner.giveUpSure": "Discard for good?",
  "project.copy": "{name} (copy)",
  "project.elsewhere": "In another tab",
  "project.newer": "Made by a newer version",
  "notice.importNotBegun":
    "{count, plural, one {# file that waited was} other {# files that waited were}} not added: another tab has the project now. Take it over, then add {count, plural, one {it} other {them}} again.",
  "notice.importWaits":
    "{count, plural, one {# photo was read and waits} other {# photos were read and wait}}: the project is edited in another tab now. Close that tab and reload this page to add {count, plural, one {it} other {them}}.",
  "train.cannot.elsewhere":
    "Another tab is training “{name}”, and only one can train at a time. Pause it there, and you can train here; it is saved first.",
  "train.pauseThere": "Pause it there",
  "train.pausingThere": "Pausing it…",
  "train.state.elsewhere": "In another tab",
  "error.BusyElsewhere":
    "Another tab is training, and only one can at a time. Pause it there, or from the Train desk of this tab.",
} as const;
