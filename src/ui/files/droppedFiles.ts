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
  readonly files: DroppedFile[];
  readonly unreadable: string[];
  /** Told after each file. */
  readonly onFile: () => void;
}

/** As file managers list them: "photo 9" before "photo 10". One collator: thousands of names are quick. */
const inOrder = new Intl.Collator(undefined, { numeric: true }).compare;

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
      found.onFile();
    }
  } catch {
    found.unreadable.push(entry.fullPath.replace(/^\//, ""));
  }
}

/** So many files, and every folder, may take long enough that one wants to be told. */
const manySources = 20;

/** How often the number of files is told, ms. */
const toldEveryMs = 250;

/**
 * Call it in the event itself: the browser empties the list when the event is over.
 * @param onFound told how many files were found so far, at once and now and then, where it may take long
 */
export function readTransfer(
  transfer: Pick<DataTransfer, "items">,
  onFound: (count: number) => void,
): Promise<Dropped> {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const sources = items
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile())
    .filter((source) => source !== null);
  const isLong = sources.some((source) => !(source instanceof File) && source.isDirectory);
  if (!isLong && sources.length < manySources) return readSources(sources, () => undefined);
  onFound(0);
  return readSources(sources, onFound);
}

async function readSources(
  sources: readonly (FileSystemEntry | File)[],
  onFound: (count: number) => void,
): Promise<Dropped> {
  let toldAt = performance.now();
  const found: Found = {
    files: [],
    unreadable: [],
    onFile: () => {
      if (performance.now() - toldAt < toldEveryMs) return;
      toldAt = performance.now();
      onFound(found.files.length);
    },
  };
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
  return { files: found.files, unreadable: found.unreadable, emptyFolders };
}

/** Files of an `<input type="file">`, also one with `webkitdirectory`. */
export function readInput(input: HTMLInputElement): Dropped {
  const files = [...(input.files ?? [])]
    .filter((file) => !litter.test(file.name))
    .map((file) => ({ file, path: file.webkitRelativePath })) // read once: of thousands, it is slow
    .sort((a, b) => inOrder(a.path, b.path));
  return {
    files: files.map(({ file, path }) => ({ file, folder: parentOf(path) })),
    emptyFolders: [],
    unreadable: [],
  };
}
