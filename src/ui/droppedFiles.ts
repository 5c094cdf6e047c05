/**
 * Files out of a drop, a paste or a file input, with the folders they came from. A folder is walked
 * entry by entry; one that cannot be read costs only itself, and is named.
 */
export interface DroppedFile {
  readonly file: File;
  /** Folder path the file came from, "/"-separated; "" for a loose file. */
  readonly folder: string;
}

export interface Dropped {
  readonly files: readonly DroppedFile[];
  /** Dropped folders that hold no file at all. */
  readonly emptyFolders: readonly string[];
  /** Paths that the browser refused to read. */
  readonly unreadable: readonly string[];
}

/** Left by file managers in every folder; not the user's. */
const litter = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/;

interface Found {
  files: DroppedFile[];
  unreadable: string[];
}

/** As file managers list them: "photo 9" before "photo 10". */
const inOrder = (a: string, b: string): number => a.localeCompare(b, undefined, { numeric: true });

const parentOf = (path: string): string => path.replace(/^\//, "").replace(/\/?[^/]*$/, "");

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** Browsers give at most a hundred entries a call: asks until none is left. */
async function childrenOf(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function walk(entry: FileSystemEntry, found: Found): Promise<void> {
  try {
    if (entry.isDirectory) {
      const children = await childrenOf(entry as FileSystemDirectoryEntry);
      children.sort((a, b) => inOrder(a.name, b.name));
      for (const child of children) await walk(child, found);
    } else if (!litter.test(entry.name)) {
      const file = await fileOf(entry as FileSystemFileEntry);
      found.files.push({ file, folder: parentOf(entry.fullPath) });
    }
  } catch {
    found.unreadable.push(entry.fullPath.replace(/^\//, ""));
  }
}

/** Call it in the event itself: the browser empties the list when the event is over. */
export function readTransfer(transfer: DataTransfer): Promise<Dropped> {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const sources = items.map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  return readSources(sources.filter((source) => source !== null));
}

async function readSources(sources: readonly (FileSystemEntry | File)[]): Promise<Dropped> {
  const found: Found = { files: [], unreadable: [] };
  const emptyFolders: string[] = [];
  for (const source of sources) {
    if (source instanceof File) {
      found.files.push({ file: source, folder: "" });
      continue;
    }
    const before = found.files.length + found.unreadable.length;
    await walk(source, found);
    const isEmpty = found.files.length + found.unreadable.length === before;
    if (source.isDirectory && isEmpty) emptyFolders.push(source.name);
  }
  return { ...found, emptyFolders };
}

/** Files of an `<input type="file">`, also one with `webkitdirectory`. */
export function readInput(input: HTMLInputElement): Dropped {
  const files = [...(input.files ?? [])]
    .filter((file) => !litter.test(file.name))
    .sort((a, b) => inOrder(a.webkitRelativePath, b.webkitRelativePath));
  return {
    files: files.map((file) => ({ file, folder: parentOf(file.webkitRelativePath) })),
    emptyFolders: [],
    unreadable: [],
  };
}
