/** Projects on their way to storage: what goes passes through the bin, and what fails is told. */
import { StorageFull } from "../../data/errors.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import type { Project } from "../../protocol/project.ts";
import type { StorageHealth } from "./storageHealth.ts";
import type { Stores } from "./stores.ts";

interface Parts {
  readonly stores: Pick<Stores, "documents" | "bin" | "lock">;
  readonly health: StorageHealth;
  readonly emit: (event: EngineEvent) => void;
}

/**
 * What its stored version has and this one has not goes to the bin; it is told where there is no room for that:
 * who makes room must not be kept from it by the bin.
 * @throws as `Documents`
 */
export function saveProject(
  { stores: { documents, bin, lock }, health, emit }: Parts,
  project: Project,
  base: number | null,
): Promise<number> {
  return health.watch("project", [project.id], () =>
    lock.sharing(async () => {
      const isBinned = await bin.keepVanished(project).then(() => true, falseIfFull);
      const revision = await documents.saveProject(project, base);
      if (!isBinned) emit({ type: "pastBin", name: project.name });
      return revision;
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

function falseIfFull(error: unknown): false {
  if (!(error instanceof StorageFull)) throw error;
  return false;
}
