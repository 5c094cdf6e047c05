/** What the engine does with all its stores together; without a browser they live in memory. */
import { expect, it, vi } from "vitest";
import { storedProject } from "../../data/testing/documentsOf.ts";
import { keptDisk } from "../../data/testing/keptDisk.ts";
import { eventually } from "../../lib/testing/eventually.ts";
import { clearUp, openStores, storesOver } from "./stores.ts";

it("tells which photos were removed for good", async () => {
  const onErased = vi.fn();
  const stores = await openStores(() => undefined, onErased);
  const hash = await stores.photos.put(Uint8Array.of(1));
  await stores.documents.saveProject(storedProject("p", [hash]), null);
  await stores.bin.keepProject("p");
  await stores.documents.deleteProject("p", 1);
  await stores.bin.erase(["p"]);
  await eventually(() => expect(onErased.mock.calls).toEqual([[[hash]]]));
});

const dayMs = 24 * 60 * 60 * 1000;

it("counts two weeks day by day, however the clock jumps", async () => {
  let now = Date.UTC(2026, 0, 1);
  const disk = keptDisk(() => now);
  const start = async () => {
    const stores = storesOver(
      disk,
      () => undefined,
      () => now,
    );
    await clearUp(stores);
    return stores;
  };
  const { documents, photos, bin } = await start();
  const [kept, binned, unnamed] = await Promise.all(
    [1, 2, 3].map((n) => photos.put(Uint8Array.of(n))),
  );
  await documents.saveProject(storedProject("kept", [kept as string]), null);
  await documents.saveProject(storedProject("p", [binned as string]), null);
  await bin.keepProject("p");
  await documents.deleteProject("p", 1);
  now += 2 * dayMs;
  await start(); // sets aside what nothing names, and sees what is in the bin

  const honest = now;
  for (const jumped of [Date.UTC(2040, 0, 1), honest, Date.UTC(2040, 0, 1), 0, honest]) {
    now = jumped;
    for (let reload = 0; reload < 3; reload++) await start();
  }
  const left = async () => {
    const stores = await start();
    const trash = await stores.folders.photos.trash();
    return [(await stores.bin.list()).map(({ id }) => id), trash.map(({ name }) => name)];
  };
  expect(await left()).toEqual([["p"], [unnamed]]);
  for (let day = 0; day < 15; day++) {
    now += dayMs;
    await start();
  }
  expect(await left()).toEqual([[], [binned]]);
});

it("keeps nothing where that is wanted, and reads what lies there", async () => {
  const disk = keptDisk();
  const nobody = () => undefined;
  await storesOver(disk, nobody).documents.saveProject(storedProject("kept", []), null);
  const session = storesOver(disk, nobody, Date.now, "memory");
  expect(session.storage).toBe("memory");
  await session.documents.saveProject(storedProject("made", []), null);
  expect((await session.documents.loadProjects()).map(({ id }) => id)).toEqual(["kept", "made"]);
  const next = storesOver(disk, nobody);
  expect((await next.documents.loadProjects()).map(({ id }) => id)).toEqual(["kept"]);
});
