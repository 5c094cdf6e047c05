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

it("reads no other file, and ends by the reason, where it is called off", async () => {
  let read = 0;
  const file = (name: string) => ({
    name,
    get content() {
      read++;
      return new Blob([name]);
    },
  });
  let breaths = 0;
  const breathe = async () => {
    breaths++;
    if (breaths === 2) throw new Error("enough");
  };
  await expect(zipped(["a", "b", "c", "d"].map(file), breathe)).rejects.toThrow("enough");
  expect([read, breaths]).toEqual([2, 2]);
});
