/** What the engine does with all its stores together; without a browser they live in memory. */
import { expect, it, vi } from "vitest";
import { storedProject } from "../data/testing/documentsOf.ts";
import { openStores } from "./stores.ts";

it("tells which photos were removed for good", async () => {
  const onErased = vi.fn();
  const stores = await openStores(() => undefined, onErased);
  const hash = await stores.photos.put(Uint8Array.of(1));
  await stores.documents.saveProject(storedProject("p", [hash]), null);
  await stores.bin.keepProject("p");
  await stores.documents.deleteProject("p", 1);
  await stores.bin.erase(["p"]);
  await vi.waitFor(() => expect(onErased.mock.calls).toEqual([[[hash]]]));
});
