import { expect, it } from "vitest";
import { crc32 } from "../crc32.ts";
import { zipped } from "./zip.ts";

const file = (name: string, ...bytes: number[]) => ({
  name,
  content: new Blob([Uint8Array.from(bytes)]),
});

/** Names and bytes by the central directory, as any unpacker reads it; every checksum is checked. */
async function unzipped(archive: Blob): Promise<Record<string, number[]>> {
  const view = new DataView(await archive.arrayBuffer());
  const end = view.byteLength - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  const files: Record<string, number[]> = {};
  let at = view.getUint32(end + 16, true);
  expect(at + view.getUint32(end + 12, true)).toBe(end);
  for (let n = 0; n < view.getUint16(end + 10, true); n++) {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    const [size, length, local] = [
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
      view.getUint32(at + 42, true),
    ];
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, length));
    expect(view.getUint32(local, true)).toBe(0x04034b50);
    const data = new Uint8Array(view.buffer, local + 30 + view.getUint16(local + 26, true), size);
    expect(crc32(data)).toBe(view.getUint32(at + 16, true));
    files[name] = [...data];
    at += 46 + length;
  }
  return files;
}

it("holds files under their names, in any script", async () => {
  const entries = [file("a/石头.png", 1, 2, 3), file("empty"), file("b", 255)];
  const archives = await zipped(entries);
  expect(archives).toHaveLength(1);
  expect(await unzipped(archives[0] as Blob)).toEqual({
    "a/石头.png": [1, 2, 3],
    empty: [],
    b: [255],
  });
});

it("makes several where one would be too large", async () => {
  const entries = [file("a", 1, 1), file("b", 2, 2), file("c", 3, 3, 3, 3, 3), file("d", 4)];
  const archives = await zipped(entries, { bytes: 4, entries: 9 });
  const names = await Promise.all(archives.map(async (blob) => Object.keys(await unzipped(blob))));
  expect(names).toEqual([["a", "b"], ["c"], ["d"]]);
  expect(await zipped(entries, { bytes: 99, entries: 3 })).toHaveLength(2);
  expect(await zipped([])).toEqual([]);
});
