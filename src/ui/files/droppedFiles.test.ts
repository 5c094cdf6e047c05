/** Folders that are dropped, as the browser hands them over: entry by entry. */
import { expect, it } from "vitest";
import { readTransfer } from "./droppedFiles.ts";

const fileEntry = (fullPath: string) => ({
  name: fullPath.split("/").at(-1),
  fullPath,
  isDirectory: false,
  file: (done: (file: File) => void) => setTimeout(() => done(new File(["x"], fullPath)), 0),
});

/** Gives a hundred children a call, as browsers do. */
function folderEntry(fullPath: string, children: readonly object[]) {
  const createReader = () => {
    const left = [...children];
    return { readEntries: (done: (some: object[]) => void) => done(left.splice(0, 100)) };
  };
  return { name: fullPath.slice(1), fullPath, isDirectory: true, createReader };
}

function transferOf(...entries: readonly object[]): Pick<DataTransfer, "items"> {
  const items = entries.map((entry) => ({ kind: "file", webkitGetAsEntry: () => entry }));
  return { items: items as unknown as DataTransferItemList };
}

it("says at once that it looks through a folder, and gives all of it in order", async () => {
  const children = Array.from({ length: 250 }, (_, at) => fileEntry(`/set/photo ${249 - at}.png`));
  const told: number[] = [];
  const reading = readTransfer(transferOf(folderEntry("/set", children)), (count) =>
    told.push(count),
  );
  expect(told).toEqual([0]);
  const { files } = await reading;
  expect(files.map(({ file, folder }) => [file.name, folder])).toEqual(
    Array.from({ length: 250 }, (_, at) => [`/set/photo ${at}.png`, "set"]),
  );
  expect(told).toEqual(told.toSorted((a, b) => a - b));
});

it("says nothing of a few files, which are there at once", async () => {
  const told: number[] = [];
  const { files } = await readTransfer(transferOf(fileEntry("/a.png"), fileEntry("/b.png")), (n) =>
    told.push(n),
  );
  expect(files).toHaveLength(2);
  expect(told).toEqual([]);
});
