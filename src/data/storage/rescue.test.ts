import { expect, it } from "vitest";
import { createCheckpointStore } from "../checkpointStore.ts";
import { createDocuments } from "../documents.ts";
import { createPhotoStore } from "../photoStore.ts";
import { storedProject, storedRun } from "../testing/documentsOf.ts";
import { pngBytes } from "../testing/imageBytes.ts";
import { keptDisk } from "../testing/keptDisk.ts";
import { rescued } from "./rescue.ts";

async function filled() {
  const disk = keptDisk();
  const tools = {
    documents: createDocuments(disk.records),
    photos: createPhotoStore(disk.photos),
    checkpoints: createCheckpointStore(disk.checkpoints),
  };
  const hash = await tools.photos.put(pngBytes(9, 9));
  await disk.records.put("projects", "odd", {
    name: "../Odd: 石",
    version: 7,
    layers: new Map([["x", { pictures: [hash], rate: Number.NaN }]]),
  });
  const plain = storedProject("plain", [hash, hash]);
  await disk.records.put("projects", "plain", { ...plain, name: "../Odd: 石" });
  await disk.records.put("runs", "r", storedRun("r", [hash]));
  await tools.checkpoints.write("r", Uint8Array.of(1, 2));
  return { tools, hash };
}

it("gives everything that is there, under names that any disk takes", async () => {
  const { tools, hash } = await filled();
  const entries = await rescued(tools);
  expect(entries.map(({ name }) => name)).toEqual([
    "projects/_Odd_ 石/document.json",
    `projects/_Odd_ 石/photos/${hash}.png`,
    "projects/_Odd_ 石 (2)/document.json",
    "projects/_Odd_ 石 (2)/Stone/stone.png",
    "runs/Run r/document.json",
    "runs/Run r/latest.safetensors",
  ]);
  const document = JSON.parse((await entries[0]?.content.text()) ?? "");
  expect(document.layers).toEqual([["x", { pictures: [hash], rate: "NaN" }]]);
  expect(await entries[5]?.content.arrayBuffer()).toHaveProperty("byteLength", 2);
});

it("gives one run with the photos that it was trained on", async () => {
  const { tools } = await filled();
  expect((await rescued(tools, "r")).map(({ name }) => name)).toEqual([
    "runs/Run r/document.json",
    "runs/Run r/latest.safetensors",
    "runs/Run r/Stone/stone.png",
  ]);
});
