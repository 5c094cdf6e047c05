/** Stands here until the dock is built. */
export function RunDock() {
  return null;
}
