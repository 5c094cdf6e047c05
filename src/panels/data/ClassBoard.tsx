/** All classes as cards, with one selection of photos among them. */
import { useState } from "react";
import { trainingDataOf } from "../../client/runs.ts";
import type { Project } from "../../protocol/project.ts";
import type { Dropped } from "../../ui/files/droppedFiles.ts";
import { ClassCard } from "./ClassCard.tsx";
import { PhotoViewer } from "./PhotoViewer.tsx";
import { SelectionBar } from "./SelectionBar.tsx";
import { type CountedPatches, patchesOf } from "./usePatchPreview.ts";

export interface ClassBoardProps {
  readonly project: Project;
  readonly counted: CountedPatches | null;
  readonly newClassId: string | null;
  readonly onTakeIn: (dropped: Dropped, classId: string) => void;
  /** The photo that was touched last. */
  readonly onChoosePhoto: (photoId: string) => void;
}

interface SelectedPhotos {
  readonly classId: string;
  readonly photoIds: ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();

export function ClassBoard(props: ClassBoardProps) {
  const { project, counted, newClassId, onTakeIn, onChoosePhoto } = props;
  const { classes } = project;
  const [selection, setSelection] = useState<SelectedPhotos | null>(null);
  const [openPhotoId, setOpenPhotoId] = useState<string | null>(null);
  const selected = present(selection, project);
  const openIn = classes.find(({ photos }) => photos.some(({ id }) => id === openPhotoId));
  const choose = (classId: string, photoIds: ReadonlySet<string>) => {
    setSelection(photoIds.size > 0 ? { classId, photoIds } : null);
    const last = [...photoIds].at(-1);
    if (last !== undefined) onChoosePhoto(last);
  };
  return (
    <>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,clamp(24rem,22vw,36rem)),1fr))] gap-4">
        {classes.map((entry, index) => (
          <ClassCard
            key={entry.id}
            textureClass={entry}
            index={index}
            classes={classes}
            patches={patchesOf(counted, entry.id)}
            isNew={entry.id === newClassId}
            selected={selected?.classId === entry.id ? selected.photoIds : nothing}
            onSelect={(photoIds) => choose(entry.id, photoIds)}
            onOpen={setOpenPhotoId}
            onFiles={(dropped) => onTakeIn(dropped, entry.id)}
          />
        ))}
      </div>
      {selected && (
        <SelectionBar
          {...selected}
          classes={classes}
          onOpen={setOpenPhotoId}
          onClear={() => setSelection(null)}
        />
      )}
      {openIn && openPhotoId !== null && (
        <PhotoViewer
          photos={openIn.photos}
          index={openIn.photos.findIndex(({ id }) => id === openPhotoId)}
          isHeldOut={trainingDataOf(project).heldOut.includes(openPhotoId)}
          onMove={setOpenPhotoId}
          onClose={() => setOpenPhotoId(null)}
        />
      )}
    </>
  );
}

/** The selection without photos that an edit or undo has taken away. */
function present(selection: SelectedPhotos | null, { classes }: Project): SelectedPhotos | null {
  const photos = classes.find(({ id }) => id === selection?.classId)?.photos;
  if (!selection || !photos) return null;
  const left = new Set(photos.map(({ id }) => id).filter((id) => selection.photoIds.has(id)));
  if (left.size === selection.photoIds.size) return selection;
  return left.size > 0 ? { classId: selection.classId, photoIds: left } : null;
}
