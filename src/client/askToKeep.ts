/**
 * Asks the browser not to clear what this app stores; only the page can ask, not the worker. Called
 * after the first real work of a session; the Library desk shows the answer.
 */
let asked = false;

export function askToKeep(): void {
  if (asked) return;
  asked = true;
  void navigator.storage?.persist?.().catch(() => false);
}
