/** Other tabs of the app, and what is read-only here. */
export const tabs = {
  "notice.readOnly.otherTab":
    "Not changed: this project is open in another tab. Take it over at the top of the page to edit it here.",
  "notice.readOnly.newer":
    "Not changed: a newer version of Latent Loom saved this project. Reload the page to get that version.",
  "error.Conflict":
    "Another tab changed this first, so it was not changed here. What you see now is the newest version.",
} as const;
