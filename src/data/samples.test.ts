import { readdirSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isSamplePath } from "./resolvePhoto.ts";
import { samplePatterns, sampleTextures } from "./samples.ts";

const folder = "public/samples/";

describe("sample textures", () => {
  const photos = sampleTextures.classes.flatMap(({ photos }) => photos);
  const paths = photos.map(({ source }) => (source.kind === "sample" ? source.path : ""));

  it("are exactly the files that ship", () => {
    const shipped = readdirSync(`${folder}textures`, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".jpg"))
      .map((name) => `textures/${name}`);
    expect([...paths].sort()).toEqual(shipped.sort());
    expect(paths.every(isSamplePath)).toBe(true);
  });

  it("stay under 3 MB", () => {
    const bytes = paths.reduce((sum, path) => sum + statSync(folder + path).size, 0);
    expect(bytes).toBeLessThan(3 * 2 ** 20);
  });
});

it.each([sampleTextures, samplePatterns])("photo ids of $id are unique", ({ classes }) => {
  const ids = classes.flatMap(({ photos }) => photos.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});
