/** One class: colour, name, counts, actions, and its photos. */
import { ArrowDown, ArrowUp, Ellipsis, ImagePlus, Merge, Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteClass, mergeClass, renameClassTo } from "../../client/classes.ts";
import { editProject } from "../../client/projects.ts";
import { useText } from "../../messages/text.ts";
import type { TextureClass } from "../../protocol/project.ts";
import { moveClass } from "../../state/project.ts";
import { useAppStore } from "../../state/store.ts";
import { selectIsReadOnly } from "../../state/tabs.ts";
import { ColourMark } from "../../ui/ColourMark.tsx";
import { classColor } from "../../ui/classColor.ts";
import type { Dropped } from "../../ui/files/droppedFiles.ts";
import { FileButton } from "../../ui/files/FileButton.tsx";
import { Button } from "../../ui/forms/Button.tsx";
import { TextField } from "../../ui/forms/TextField.tsx";
import { Menu } from "../../ui/layout/Menu.tsx";
import { NameTakenDialog } from "./NameTakenDialog.tsx";
import { PhotoGrid, type PhotoGridProps } from "./PhotoGrid.tsx";

export interface ClassCardProps extends PhotoGridProps {
  readonly index: number;
  /** All classes of the project, in order. */
  readonly classes: readonly TextureClass[];
  /** Patches that its photos give; undefined until counted. */
  readonly patches: number | undefined;
  /** Just created: its name waits to be typed. */
  readonly isNew: boolean;
  readonly onFiles: (dropped: Dropped) => void;
}

export function ClassCard(props: ClassCardProps) {
  const { textureClass, index, patches, isNew, onFiles } = props;
  const text = useText();
  const { id, name, photos } = textureClass;
  const isReadOnly = useAppStore(selectIsReadOnly);
  const [taken, setTaken] = useState<TextureClass | null>(null); // has the name that was typed
  const counts = [
    text("class.count", { photos: photos.length }),
    ...(patches === undefined ? [] : [text("class.patches", { count: patches })]),
  ];
  return (
    <section
      aria-label={name}
      data-class-id={id}
      className="min-w-0 rounded-card border border-line bg-surface p-3.5"
    >
      <div className="mb-2.5 flex items-center gap-2">
        <ColourMark colour={classColor(index)} />
        <h2 className="-ml-1 min-w-0 font-semibold">
          <TextField
            label={text("class.name")}
            value={name}
            autoFocus={isNew}
            isDisabled={isReadOnly}
            onCommit={(next) => setTaken(renameClassTo(id, next))}
          />
        </h2>
        <p className="min-w-0 flex-1 truncate text-small text-muted">{counts.join(" · ")}</p>
        <FileButton
          variant="icon"
          size="small"
          label={text("class.add", { name })}
          icon={<ImagePlus size={15} aria-hidden />}
          isDisabled={isReadOnly}
          onFiles={onFiles}
        />
        <ClassMenu textureClass={textureClass} classes={props.classes} index={index} />
      </div>
      <PhotoGrid
        textureClass={textureClass}
        selected={props.selected}
        onSelect={props.onSelect}
        onOpen={props.onOpen}
      />
      {taken && (
        <NameTakenDialog
          from={textureClass}
          into={taken}
          onMerge={() => mergeClass(id, taken.id)}
          onClose={() => setTaken(null)}
        />
      )}
    </section>
  );
}

function ClassMenu({
  textureClass: { id, name },
  classes,
  index,
}: Pick<ClassCardProps, "textureClass" | "classes" | "index">) {
  const text = useText();
  const isReadOnly = useAppStore(selectIsReadOnly);
  const others = classes.filter((entry) => entry.id !== id);
  const moveTo = (place: number) => editProject((project) => moveClass(project, id, place));
  return (
    <Menu
      label={text("class.menu", { name })}
      trigger={
        <Button
          variant="icon"
          size="small"
          aria-label={text("class.menu", { name })}
          isDisabled={isReadOnly}
        >
          <Ellipsis size={16} aria-hidden />
        </Button>
      }
      groups={[
        {
          items: [
            {
              id: "merge",
              label: text("class.merge"),
              icon: <Merge size={14} />,
              isDisabled: others.length === 0,
              items: others.map((other) => ({
                id: other.id,
                label: other.name,
                onAction: () => mergeClass(id, other.id),
              })),
            },
            {
              id: "earlier",
              label: text("class.earlier"),
              icon: <ArrowUp size={14} />,
              isDisabled: index === 0,
              onAction: () => moveTo(index - 1),
            },
            {
              id: "later",
              label: text("class.later"),
              icon: <ArrowDown size={14} />,
              isDisabled: index === classes.length - 1,
              onAction: () => moveTo(index + 1),
            },
          ],
        },
        {
          items: [
            {
              id: "delete",
              label: text("class.delete"),
              icon: <Trash2 size={14} />,
              isDanger: true,
              onAction: () => deleteClass(id),
            },
          ],
        },
      ]}
    />
  );
}
