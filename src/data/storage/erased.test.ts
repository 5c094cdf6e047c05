import { expect, it, vi } from "vitest";
import { memoryFileStore } from "../fileStore.ts";
import { createPhotoStore } from "../photoStore.ts";
import { missingFrom, tellingErased } from "./erased.ts";
import { withTrash } from "./trash.ts";

it("tells the photos that are removed for good, not those that are set aside or half written", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const told: (readonly string[])[] = [];
  const folder = tellingErased(withTrash(memoryFileStore()), (hashes) => told.push(hashes));
  const photos = createPhotoStore(folder);
  const [a = "", b = "", c = ""] = await Promise.all(
    [1, 2, 3].map((value) => photos.put(Uint8Array.of(value))),
  );
  await folder.discard(a, 1);
  await folder.discard(c, 1);
  await folder.write("new-1", Uint8Array.of(1));
  await folder.remove("new-1");
  vi.runAllTimers();
  expect(told).toEqual([]);
  for (const file of await folder.trash()) if (file.name === a) await folder.erase(file);
  await folder.remove(b);
  vi.runAllTimers();
  vi.useRealTimers();
  expect(told).toEqual([[a, b]]);
});

it("knows what is missing: neither in its place nor in the trash", async () => {
  const folder = withTrash(memoryFileStore());
  const [a, b, c] = ["a", "b", "c"].map((digit) => digit.repeat(64)) as [string, string, string];
  for (const name of [a, b]) await folder.write(name, Uint8Array.of(1));
  await folder.discard(b, 1);
  expect(await missingFrom(folder, [a, b, c])).toEqual([c]);
});
