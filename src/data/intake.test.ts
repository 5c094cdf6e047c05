import { describe, expect, it } from "vitest";
import type { ImportItem } from "../protocol/importing.ts";
import type { Decoder } from "./decoder.ts";
import { StorageFull, UnreadableImage } from "./errors.ts";
import { memoryFileStore } from "./fileStore.ts";
import { importFiles, label } from "./intake.ts";
import { limits } from "./limits.ts";
import { createPhotoStore } from "./photoStore.ts";
import { ascii, pngBytes } from "./testing/imageBytes.ts";

/** Stands for the browser's decoder: says 20 × 10 for everything. */
const decoder: Decoder = {
  async decodePhoto() {
    const image = { width: 1, height: 1, pixels: new Uint8Array(3) };
    return { image, width: 20, height: 10 };
  },
  dispose() {},
};

function item(name: string, bytes: Uint8Array<ArrayBuffer>, folder = ""): ImportItem {
  return { file: new File([bytes], name), folder };
}

function tools() {
  return { photoStore: createPhotoStore(memoryFileStore()), decoder };
}

describe("import", () => {
  it("keeps the good and names the bad, in the order given", async () => {
    const good = pngBytes(20, 10);
    const report = await importFiles(
      [
        item("a.png", good, "set/grass"),
        item("empty.png", new Uint8Array()),
        item("text.png", ascii("not an image")),
        item("cut.png", good.slice(0, 200)),
        item("bomb.png", pngBytes(1, 1, [0, 0, 0], [16384, 16384])),
        item("dot.png", pngBytes(1, 1)),
        item("scan.tif", ascii("II*\0abcdefgh"), "set"),
        item("b.jpg", pngBytes(9, 9)),
      ],
      tools(),
    );
    expect(report.imported.map(({ photo, folder }) => [photo.name, folder])).toEqual([
      ["a.png", "grass"],
      ["b.jpg", ""],
    ]);
    expect(report.imported[0]?.photo).toMatchObject({
      width: 20,
      height: 10,
      source: { kind: "stored" },
    });
    expect(report.skipped).toEqual([
      { name: "empty.png", reason: "empty" },
      { name: "text.png", reason: "notAnImage" },
      { name: "cut.png", reason: "damaged" },
      { name: "bomb.png", reason: "tooManyPixels" },
      { name: "dot.png", reason: "tooSmall" },
      { name: "set/scan.tif", reason: "unsupportedFormat", format: "TIFF" },
    ]);
    expect(report.cancelled).toBe(false);
  });

  it("names a file that vanished between drop and read", async () => {
    const gone = new File([pngBytes(20, 10)], "gone.png");
    const vanished = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    Object.assign(gone, { slice: () => ({ arrayBuffer: vanished }), arrayBuffer: vanished });
    const report = await importFiles([{ file: gone, folder: "" }], tools());
    expect(report.skipped).toEqual([{ name: "gone.png", reason: "unreadable" }]);
  });

  it("names a file that is too large without reading it", async () => {
    const file = new File([pngBytes(20, 10)], "large.png");
    Object.defineProperty(file, "size", { value: limits.fileBytes + 1 });
    const report = await importFiles([{ file, folder: "" }], tools());
    expect(report.skipped).toEqual([{ name: "large.png", reason: "tooLarge" }]);
  });

  it("says which files no longer fit", async () => {
    const photoStore = {
      ...tools().photoStore,
      put: () => Promise.reject(new StorageFull("full")),
    };
    const report = await importFiles([item("a.png", pngBytes(20, 10))], { photoStore, decoder });
    expect(report.skipped).toEqual([{ name: "a.png", reason: "storageFull" }]);
  });

  it("names what the decoder refuses and goes on", async () => {
    let calls = 0;
    const moody: Decoder = {
      ...decoder,
      async decodePhoto(blob, target) {
        if (calls++ === 0) throw new UnreadableImage("timedOut");
        return decoder.decodePhoto(blob, target);
      },
    };
    const items = [item("slow.png", pngBytes(20, 10)), item("next.png", pngBytes(20, 11))];
    const report = await importFiles(items, { ...tools(), decoder: moody });
    expect(report.skipped).toEqual([{ name: "slow.png", reason: "timedOut" }]);
    expect(report.imported).toHaveLength(1);
  });

  it("reports each file and stops with what is done when cancelled", async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const items = Array.from({ length: 20 }, (_, i) => item(`${i}.png`, pngBytes(10, 10 + i)));
    const report = await importFiles(items, {
      ...tools(),
      signal: controller.signal,
      onProgress: (done, total) => {
        seen.push(`${done}/${total}`);
        if (done === 5) controller.abort();
      },
    });
    expect(seen.slice(0, 5)).toEqual(["1/20", "2/20", "3/20", "4/20", "5/20"]);
    expect(report.cancelled).toBe(true);
    expect(report.imported.length).toBeGreaterThanOrEqual(5);
    expect(report.imported.length).toBeLessThan(8);
  });

  it("passes over what systems leave in folders", async () => {
    const items = [
      item(".DS_Store", ascii("x"), "a"),
      item("._a.png", ascii("x")),
      item("p.png", ascii("x"), "__MACOSX/a"),
    ];
    expect(await importFiles(items, tools())).toEqual({
      imported: [],
      skipped: [],
      renamed: [],
      cancelled: false,
    });
  });

  it("tells folders of one name apart, and says so of those that gave a photo", async () => {
    const png = pngBytes(20, 10);
    const report = await importFiles(
      [
        item("1.png", png, "wood/good"),
        item("2.png", png, "metal/good"),
        item("3.png", png, "Rust"),
        item("4.png", png, "rust"),
        item("5.txt", ascii("x"), "stone/good"),
      ],
      tools(),
    );
    expect(report.imported.map(({ folder }) => folder)).toEqual([
      "wood / good",
      "metal / good",
      "Rust",
      "Rust",
    ]);
    expect(report.renamed).toEqual([
      { folder: "wood/good", className: "wood / good" },
      { folder: "metal/good", className: "metal / good" },
      { folder: "rust", className: "Rust" },
    ]);
  });
});

describe("names", () => {
  it.each([
    ["__proto__", "__proto__"],
    ["constructor", "constructor"],
    ["toString", "toString"],
    ["🧱🪨", "🧱🪨"],
    ["\u202egnp.dlog", "gnp.dlog"],
    ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
    ["x".repeat(10_000), label("x".repeat(10_000))],
    ["", ""],
  ])("%j is a class like any other", async (folder, className) => {
    const files = [item("a.png", pngBytes(20, 10), folder), item("b.png", pngBytes(9, 9), "oak")];
    const { imported } = await importFiles(files, tools());
    expect(imported.map((photo) => photo.folder)).toEqual([className, "oak"]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("are composed, without control characters, and cut in the middle", () => {
    expect(label("e\u0301\u0000.png")).toBe("\u00e9.png");
    const long = label(`${"😀".repeat(5000)}.png`);
    expect(Array.from(long)).toHaveLength(limits.nameLength);
    expect(long.endsWith("😀.png")).toBe(true);
  });
});
