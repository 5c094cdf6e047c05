import { expect, it, vi } from "vitest";
import { createCheckpointStore } from "../checkpointStore.ts";
import { createPhotoStore } from "../photoStore.ts";
import { storedPhoto, storedProject, storedRun } from "../testing/documentsOf.ts";
import { documentsOver } from "../testing/documentsOver.ts";
import { pngBytes } from "../testing/imageBytes.ts";
import { keptDisk } from "../testing/keptDisk.ts";
import { rescued } from "./rescue.ts";

async function filled() {
  const disk = keptDisk();
  const tools = {
    documents: documentsOver(disk.records, disk.photos),
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
  const { entries, missing } = await rescued(tools);
  expect(missing).toEqual([]);
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

it("gives a photo of two classes in the folders of both, and no two classes one folder", async () => {
  const { tools, hash } = await filled();
  const gone = "e".repeat(64);
  const classOf = (name: string) => ({
    id: name,
    name,
    photos: [storedPhoto(hash), { ...storedPhoto(gone), name: "gone.png" }],
  });
  const classes = ["wet?", "Wet:"].map(classOf);
  await tools.documents.saveProject({ ...storedProject("both", []), classes }, null);
  const { entries, missing } = await rescued(tools, "both");
  expect(entries.map(({ name }) => name)).toEqual([
    "projects/Project both/document.json",
    "projects/Project both/wet_/stone.png",
    "projects/Project both/Wet_ (2)/stone.png",
    "missing.txt",
  ]);
  expect(missing).toEqual([
    "projects/Project both/wet_/gone.png",
    "projects/Project both/Wet_ (2)/gone.png",
  ]);
});

it("gives one run with the photos that it was trained on", async () => {
  const { tools } = await filled();
  expect((await rescued(tools, "r")).entries.map(({ name }) => name)).toEqual([
    "runs/Run r/document.json",
    "runs/Run r/latest.safetensors",
    "runs/Run r/Stone/stone.png",
  ]);
});

it("lists what cannot be read, and gives the rest", async () => {
  const { tools, hash } = await filled();
  const torn = await tools.photos.put(pngBytes(8, 8));
  const gone = "e".repeat(64);
  const kept = storedProject("kept", [hash, torn, gone]);
  await tools.documents.saveProject(kept, null);
  const photos: typeof tools.photos = {
    ...tools.photos,
    async get(name) {
      const file = await tools.photos.get(name);
      const unreadable = { arrayBuffer: () => Promise.reject(new Error("NotReadableError")) };
      return name === torn && file ? Object.assign(file, { slice: () => unreadable }) : file;
    },
  };
  const checkpoints: typeof tools.checkpoints = {
    ...tools.checkpoints,
    read: () => Promise.reject(new Error("NotReadableError")),
  };
  const lacking = [
    "projects/Project kept/Stone/stone.png",
    "projects/Project kept/Stone/stone (2).png",
  ];
  const project = await rescued({ ...tools, photos, checkpoints }, "kept");
  expect(project.missing).toEqual(lacking);
  expect(project.entries.map(({ name }) => name)).toEqual([
    "projects/Project kept/document.json",
    "projects/Project kept/Stone/stone (3).png",
    "missing.txt",
  ]);
  expect(await project.entries.at(-1)?.content.text()).toBe(`${lacking.join("\n")}\n`);
  const run = await rescued({ ...tools, photos, checkpoints }, "r");
  expect(run.missing).toEqual(["runs/Run r/latest.safetensors", "runs/Run r/best.safetensors"]);
});

it("looks at no other file where it is called off", async () => {
  const { tools } = await filled();
  const get = vi.spyOn(tools.photos, "get");
  const breathe = () => Promise.reject(new Error("enough"));
  await expect(rescued(tools, undefined, breathe)).rejects.toThrow("enough");
  expect(get).toHaveBeenCalledTimes(1);
});
