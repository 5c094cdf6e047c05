/** Imported photos in a project: each joins its class, once. */
import type {
  ImportedPhoto,
  ImportReport,
  ImportTarget,
  RenamedFolder,
} from "../protocol/importing.ts";
import { photoContent } from "../protocol/photoContent.ts";
import type { Photo, Project } from "../protocol/project.ts";
import { addPhotos, addPhotosTo, classNamed } from "./project.ts";

/** What is left to say of an import once its photos are in the project. */
export interface ImportOutcome extends Pick<ImportReport, "skipped" | "renamed" | "cancelled"> {
  /** Another tab took the project over before all was read. */
  readonly takenOver: boolean;
  readonly added: number;
  /** Photos that lay in the same class already. */
  readonly known: number;
}

export interface TakenIn extends Pick<ImportOutcome, "added" | "known"> {
  readonly project: Project;
  /** Folders whose photos joined a class that is spelt otherwise. */
  readonly joined: readonly RenamedFolder[];
}

/** Loose photos go to `classId`, or to a class called `looseName` where that is not there. */
export function withImported(
  project: Project,
  imported: readonly ImportedPhoto[],
  { classId, looseName }: ImportTarget,
): TakenIn {
  const byFolder = new Map<string, Photo[]>();
  for (const { photo, folder } of imported) {
    const photos = byFolder.get(folder);
    if (photos) photos.push(photo);
    else byFolder.set(folder, [photo]);
  }
  let next = project;
  let added = 0;
  const joined: RenamedFolder[] = [];
  for (const [folder, photos] of byFolder) {
    const card = folder === "" ? next.classes.find(({ id }) => id === classId) : undefined;
    const name = folder || looseName;
    const into = card ?? classNamed(next, name);
    const fresh = withoutCopies(photos, into?.photos ?? []);
    if (folder !== "" && into && into.name !== folder) {
      joined.push({ folder, className: into.name });
    }
    added += fresh.length;
    if (fresh.length === 0) continue;
    next = into ? addPhotosTo(next, into.id, fresh) : addPhotos(next, name, fresh);
  }
  return { project: next, added, known: imported.length - added, joined };
}

/** Those whose content is not there yet, each once. */
function withoutCopies(photos: readonly Photo[], there: readonly Photo[]): Photo[] {
  const known = new Set(there.map(({ source }) => photoContent(source)));
  return photos.filter(({ source }) => {
    const content = photoContent(source);
    const isFresh = !known.has(content);
    known.add(content);
    return isFresh;
  });
}
