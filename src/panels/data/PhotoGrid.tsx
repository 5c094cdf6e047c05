/**
 * The photos of a class: select by click, Shift, Ctrl or keyboard; open by double-click or Enter; drag
 * to another class. Shows two rows until asked for more.
 */
import { type KeyboardEvent, useRef, useState } from "react";
import { GridList, type Selection, useDragAndDrop } from "react-aria-components";
import { deletePhotos, movePhotosTo } from "../../client/classes.ts";
import { useText } from "../../messages/text.ts";
import type { TextureClass } from "../../protocol/project.ts";
import { Button } from "../../ui/forms/Button.tsx";
import { useColumns } from "../../ui/layout/useColumns.ts";
import { useMediaQuery } from "../../ui/layout/useMediaQuery.ts";
import { PhotoTile } from "./PhotoTile.tsx";

const dragType = "latent-loom-photo";
/** Least width of a picture, px; larger on a large screen. */
const tileWidth = { normal: 60, large: 84 };
const gap = 4;
const firstRows = 2;
const more = 200;

export interface PhotoGridProps {
  readonly textureClass: TextureClass;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (photoIds: ReadonlySet<string>) => void;
  readonly onOpen: (photoId: string) => void;
}

export function PhotoGrid({ textureClass, selected, onSelect, onOpen }: PhotoGridProps) {
  const text = useText();
  const { photos } = textureClass;
  const frame = useRef<HTMLDivElement>(null);
  const isLarge = useMediaQuery("(min-width: 120rem)");
  const columns = useColumns(frame, isLarge ? tileWidth.large : tileWidth.normal, gap);
  const [asked, setAsked] = useState(0);
  const count = Math.min(photos.length, Math.max(asked, columns * firstRows));
  const shown = photos.slice(0, count);
  const { dragAndDropHooks } = usePhotoDrag(textureClass.id);

  // The list's own set is passed on as it is: it remembers where a Shift selection began.
  const onSelectionChange = (keys: Selection) =>
    onSelect(keys === "all" ? new Set(shown.map(({ id }) => id)) : (keys as Set<string>));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    deletePhotos(selected);
    onSelect(new Set());
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys come from the list inside
    <div ref={frame} onKeyDown={onKeyDown}>
      <GridList
        aria-label={text("class.photos", { name: textureClass.name })}
        layout="grid"
        selectionMode="multiple"
        selectionBehavior="replace"
        items={shown}
        selectedKeys={selected}
        onSelectionChange={onSelectionChange}
        onAction={(key) => onOpen(String(key))}
        dragAndDropHooks={dragAndDropHooks}
        renderEmptyState={() => (
          <p className="flex h-20 items-center justify-center rounded-control border border-dashed border-edge text-muted">
            {text("data.drop.here")}
          </p>
        )}
        className="grid gap-1 rounded-thumb outline-offset-4 data-drop-target:outline-2 data-drop-target:outline-accent"
        style={{
          gridTemplateColumns: photos.length ? `repeat(${columns}, minmax(0, 1fr))` : "1fr",
        }}
      >
        {(photo) => <PhotoTile photo={photo} />}
      </GridList>
      <MoreButtons
        shown={count}
        total={photos.length}
        isExpanded={asked > 0}
        onMore={() => setAsked(count + more)}
        onLess={() => setAsked(0)}
      />
    </div>
  );
}

/** Photos travel by id; a drop moves them into this class. */
function usePhotoDrag(classId: string) {
  return useDragAndDrop({
    getItems: (keys) =>
      [...keys].map((key) => ({ [dragType]: String(key), "text/plain": String(key) })),
    getAllowedDropOperations: () => ["move"],
    acceptedDragTypes: [dragType],
    getDropOperation: () => "move",
    async onRootDrop({ items }) {
      const ids = await Promise.all(
        items.map((item) => (item.kind === "text" ? item.getText(dragType) : "")),
      );
      movePhotosTo(new Set(ids.filter(Boolean)), classId);
    },
  });
}

interface MoreButtonsProps {
  readonly shown: number;
  readonly total: number;
  readonly isExpanded: boolean;
  readonly onMore: () => void;
  readonly onLess: () => void;
}

function MoreButtons({ shown, total, isExpanded, onMore, onLess }: MoreButtonsProps) {
  const text = useText();
  const left = total - shown;
  if (left === 0 && !isExpanded) return null;
  return (
    <div className="mt-2 flex gap-2">
      {left > 0 && (
        <Button variant="bare" size="small" onPress={onMore}>
          {left > more
            ? text("class.showMore", { count: left })
            : text("class.showAll", { count: total })}
        </Button>
      )}
      {isExpanded && (
        <Button variant="bare" size="small" onPress={onLess}>
          {text("class.showLess")}
        </Button>
      )}
    </div>
  );
}
