/**
 * The two projects that every new user finds: photos shipped with the app, and patterns drawn by
 * seeded generators. Ids are stable, so that saved runs and pre-trained models can refer to them.
 */
import {
  defaultPatchSettings,
  type PatternId,
  type Photo,
  type Project,
  patternIds,
} from "../protocol/project.ts";
import { type SampleFolder, sampleFolders, samplePhotoSide } from "./sampleIndex.ts";

/** Nominal side of a procedural photo, px; it is drawn at whatever side is asked for. */
export const patternSide = 256;
const seedsPerPattern = 12;

const patternNames: Readonly<Record<PatternId, string>> = {
  checker: "Checker",
  stripes: "Stripes",
  dots: "Dots",
  bricks: "Bricks",
  weave: "Weave",
  wood: "Wood",
  marble: "Marble",
  cells: "Cells",
  noise: "Noise",
};

/** Real textures in six classes, at most 12 photos each. */
export const sampleTextures: Project = {
  version: 1,
  id: "sample-textures",
  name: "Sample textures",
  classes: sampleFolders.map((folder) => ({
    id: folder.folder,
    name: folder.className,
    photos: folder.photos.map((name) => texturePhoto(folder, name)),
  })),
  patches: defaultPatchSettings,
};

/** Nine procedural classes of 12 pictures each; no files. */
export const samplePatterns: Project = {
  version: 1,
  id: "sample-patterns",
  name: "Sample patterns",
  classes: patternIds.map((pattern) => ({
    id: pattern,
    name: patternNames[pattern],
    photos: Array.from({ length: seedsPerPattern }, (_, i) => patternPhoto(pattern, i + 1)),
  })),
  patches: defaultPatchSettings,
};

function texturePhoto(folder: SampleFolder, name: string): Photo {
  return {
    id: `${folder.folder}/${name}`,
    name: `${name}.jpg`,
    source: { kind: "sample", path: `textures/${folder.folder}/${name}.jpg` },
    width: samplePhotoSide,
    height: samplePhotoSide,
  };
}

function patternPhoto(pattern: PatternId, seed: number): Photo {
  return {
    id: `${pattern}/${seed}`,
    name: `${pattern} ${seed}`,
    source: { kind: "procedural", pattern, seed },
    width: patternSide,
    height: patternSide,
  };
}
