import { expect, it } from "vitest";
import { zipped } from "./zip.ts";

it("holds files under their names, in any script, as they are", async () => {
  const archive = await zipped([
    { name: "a/石头.png", content: new Blob(["picture"]) },
    { name: "empty", content: new Blob() },
  ]);
  expect(archive.type).toBe("application/zip");
  const bytes = Buffer.from(await archive.arrayBuffer());
  expect(bytes.subarray(0, 4)).toEqual(Buffer.from("PK\x03\x04"));
  for (const part of ["a/石头.png", "picture", "empty"]) expect(bytes.includes(part)).toBe(true);
});
