/** Projects on their way to storage: what goes passes through the bin, and what fails is told. */
import { StorageFull } from "../data/errors.ts";
import type { Project } from "../protocol/project.ts";
import type { StorageHealth } from "./storageHealth.ts";
import type { Stores } from "./stores.ts";

interface Parts {
  readonly stores: Pick<Stores, "documents" | "bin" | "lock">;
  readonly health: StorageHealth;
}

/** What its stored version has and this one has not goes to the bin. @throws as `Documents` */
export function saveProject(
  { stores: { documents, bin, lock }, health }: Parts,
  project: Project,
  base: number | null,
): Promise<number> {
  return health.watch("project", [project.id], () =>
    lock.sharing(async () => {
      await bin.keepVanished(project).catch(unlessFull);
      return documents.saveProject(project, base);
    }),
  );
}

/** To the bin. @throws as `Documents`; then it is still there */
export function deleteProject(
  { stores: { documents, bin }, health }: Parts,
  projectId: string,
  base: number,
): Promise<void> {
  return health.watch("project", [projectId], async () => {
    await bin.keepProject(projectId);
    await documents.deleteProject(projectId, base);
  });
}

/** Who makes room must not be kept from it by a bin that there is no room for. */
function unlessFull(error: unknown): void {
  if (!(error instanceof StorageFull)) throw error;
}
