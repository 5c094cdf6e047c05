/** Names of the locks by which tabs and their workers keep out of each other's way. */

const projectPrefix = "latent-loom:project:";
const tabPrefix = "latent-loom:tab:";

/** Held by the one tab that may edit the project. */
export const projectLock = (projectId: string): string => projectPrefix + projectId;
/** Held by a tab for as long as it lives. */
export const tabLock = (tabId: string): string => tabPrefix + tabId;
/** Held by the one worker that trains. */
export const trainingLock = "latent-loom:training";
/** Held by the one worker that may write the run. */
export const runLock = (runId: string): string => `latent-loom:run:${runId}`;

/** Held by the one worker that gives a run its name. */
export const namingLock = "latent-loom:naming";

const idsIn = (prefix: string, names: Iterable<string>): string[] =>
  [...names].flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));

export const projectsIn = (names: Iterable<string>): string[] => idsIn(projectPrefix, names);
export const tabsIn = (names: Iterable<string>): string[] => idsIn(tabPrefix, names);
