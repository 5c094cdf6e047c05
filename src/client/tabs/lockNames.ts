/** Names of the locks that tabs hold; the engine's workers use the last one. */

const projectPrefix = "latent-loom:project:";
const tabPrefix = "latent-loom:tab:";

/** Held by the one tab that may edit the project. */
export const projectLock = (projectId: string): string => projectPrefix + projectId;
/** Held by a tab for as long as it lives. */
export const tabLock = (tabId: string): string => tabPrefix + tabId;

const idsIn = (prefix: string, names: ReadonlySet<string>): string[] =>
  [...names].flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));

export const projectsIn = (names: ReadonlySet<string>): string[] => idsIn(projectPrefix, names);
export const tabsIn = (names: ReadonlySet<string>): string[] => idsIn(tabPrefix, names);
