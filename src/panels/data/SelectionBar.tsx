/** What can be done with the selected photos; floats at the foot, so that the photos stay where they are. */
import { FolderInput, Maximize2, Trash2, X } from "lucide-react";
import { deletePhotos, movePhotosTo } from "../../client/classes.ts";
import { useText } from "../../messages/text.ts";
import type { TextureClass } from "../../protocol/project.ts";
import { useAppStore } from "../../state/store.ts";
import { selectIsReadOnly } from "../../state/tabs.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { Menu } from "../../ui/layout/Menu.tsx";

export interface SelectionBarProps {
  readonly photoIds: ReadonlySet<string>;
  /** Where the photos are. */
  readonly classId: string;
  readonly classes: readonly TextureClass[];
  readonly onOpen: (photoId: string) => void;
  readonly onClear: () => void;
}

export function SelectionBar(props: SelectionBarProps) {
  const { photoIds, classId, classes, onOpen, onClear } = props;
  const text = useText();
  const isReadOnly = useAppStore(selectIsReadOnly);
  const others = classes.filter((entry) => entry.id !== classId);
  const move = (toId: string) => {
    movePhotosTo(photoIds, toId);
    onClear();
  };
  return (
    <div className="sticky bottom-1 z-20 mx-auto flex flex-wrap items-center justify-center gap-2 rounded-control border border-accent bg-surface py-1.5 pr-1.5 pl-3">
      <p role="status" className="mr-2 font-medium">
        {text("photo.selected", { count: photoIds.size })}
      </p>
      {photoIds.size === 1 && (
        <Button
          size="small"
          icon={<Maximize2 size={14} aria-hidden />}
          onPress={() => photoIds.forEach(onOpen)}
        >
          {text("photo.open")}
        </Button>
      )}
      {others.length > 0 && (
        <Menu
          label={text("photo.move")}
          trigger={
            <Button
              size="small"
              icon={<FolderInput size={14} aria-hidden />}
              isDisabled={isReadOnly}
            >
              {text("photo.move")}
            </Button>
          }
          groups={[
            {
              items: others.map(({ id, name }) => ({
                id,
                label: name,
                onAction: () => move(id),
              })),
            },
          ]}
        />
      )}
      <Button
        size="small"
        variant="danger"
        isDisabled={isReadOnly}
        icon={<Trash2 size={14} aria-hidden />}
        onPress={() => {
          deletePhotos(photoIds);
          onClear();
        }}
      >
        {text("photo.remove")}
      </Button>
      <Button variant="icon" size="small" aria-label={text("photo.clear")} onPress={onClear}>
        <X size={15} aria-hidden />
      </Button>
    </div>
  );
}
