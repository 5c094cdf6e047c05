/**
 * Files may be dropped anywhere on the page or pasted: the desk in view says what they are for. While
 * files are dragged over the page, an overlay tells what will happen.
 */
import { FolderSearch, ImageDown } from "lucide-react";
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { useText } from "../../messages/text.ts";
import { type Dropped, readTransfer } from "./droppedFiles.ts";

export interface DropTarget {
  /** What a drop will do, told on the overlay; `over` is the element under the pointer. */
  readonly describe: (over: Element | null) => string;
  /** `over`: the element that the files were dropped on; null when pasted. */
  readonly onDrop: (dropped: Dropped, over: Element | null) => void;
}

const Target = createContext<RefObject<DropTarget | null> | null>(null);

/** Makes the calling desk the one that takes files, as long as it is shown. */
export function usePageDrop(target: DropTarget): void {
  const current = useContext(Target);
  useEffect(() => {
    if (!current) return;
    current.current = target;
    return () => {
      if (current.current === target) current.current = null;
    };
  });
}

const holdsFiles = (transfer: DataTransfer | null): transfer is DataTransfer =>
  transfer?.types.includes("Files") ?? false;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches("input[type=text], textarea");

export function PageDrop({ children }: { readonly children: ReactNode }) {
  const target = useRef<DropTarget | null>(null);
  const [words, setWords] = useState<string | null>(null);
  const [found, setFound] = useState<number | null>(null); // files, while folders are looked through

  useEffect(() => {
    const ended = new AbortController();
    const options = { capture: true, signal: ended.signal };
    const overOf = (event: Event) => (event.target instanceof Element ? event.target : null);

    const take = (transfer: DataTransfer, taker: DropTarget | null, over: Element | null) => {
      if (!taker) return;
      void readTransfer(transfer, setFound)
        .then((dropped) => taker.onDrop(dropped, over))
        .finally(() => setFound(null));
    };

    const onOver = (event: DragEvent) => {
      if (!holdsFiles(event.dataTransfer)) return; // photos moved between classes are not our matter
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = target.current ? "copy" : "none";
      setWords(target.current?.describe(overOf(event)) ?? null);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setWords(null);
    };
    const onDrop = (event: DragEvent) => {
      setWords(null);
      if (!holdsFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.stopPropagation();
      const [taker, over] = [target.current, overOf(event)];
      take(event.dataTransfer, taker, over);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || !holdsFiles(event.clipboardData)) return;
      event.preventDefault();
      const taker = target.current;
      take(event.clipboardData, taker, null);
    };
    addEventListener("dragenter", onOver, options);
    addEventListener("dragover", onOver, options);
    addEventListener("dragleave", onLeave, options);
    addEventListener("drop", onDrop, options);
    addEventListener("paste", onPaste, options);
    return () => ended.abort();
  }, []);

  return (
    <Target value={target}>
      {children}
      {words !== null && (
        <div className="pointer-events-none fixed inset-0 z-50 bg-ground/50 p-4">
          <div className="flex h-full flex-col items-center justify-center gap-3 rounded-card border-2 border-dashed border-accent">
            <p
              role="status"
              className="flex items-center gap-3 rounded-card border border-line bg-surface px-5 py-4 text-title font-semibold"
            >
              <ImageDown size={22} aria-hidden className="text-accent-text" />
              {words}
            </p>
          </div>
        </div>
      )}
      {found !== null && <Looking count={found} />}
    </Target>
  );
}

/** A sign at once that a drop has arrived: a folder may take seconds to look through. */
function Looking({ count }: { readonly count: number }) {
  const text = useText();
  return (
    <div className="pointer-events-none fixed inset-x-4 bottom-20 z-50 flex justify-center">
      <p
        role="status"
        className="flex items-center gap-3 rounded-card border border-accent bg-surface px-5 py-3 font-medium"
      >
        <FolderSearch size={18} aria-hidden className="text-accent-text" />
        {text("drop.looking", { count })}
      </p>
    </div>
  );
}
