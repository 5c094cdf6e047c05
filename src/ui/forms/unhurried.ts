/** Presses that take something away, and the double-click. */

/** A press that follows sooner is the other half of a double-click: nobody has seen what the first half did, ms. */
export const hasteMs = 500;

let lastAt = Number.NEGATIVE_INFINITY;

/** For a press that takes something out of a list: the other half of a double-click would meet what moves into its place. */
export const unhurried = (act: () => void) => (): void => {
  const now = performance.now();
  if (now - lastAt < hasteMs) return;
  lastAt = now;
  act();
};
