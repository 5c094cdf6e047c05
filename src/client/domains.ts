/** The two classes of each project that a translating model is to learn. */
import type { Domains } from "../state/domains.ts";
import { useAppStore } from "../state/store.ts";

export const chooseDomains = (projectId: string, chosen: Domains): void =>
  useAppStore.setState(({ domains }) => ({ domains: { ...domains, [projectId]: chosen } }));
