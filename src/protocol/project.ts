/**
 * The project document: which photos belong to which class and how they are cut into patches.
 * The page owns it (undoable); the worker stores it and resolves photo sources to pixels.
 */

/** Procedural pattern generators; each draws its parameters from a seed. */
export const patternIds = [
  "checker",
  "stripes",
  "dots",
  "bricks",
  "weave",
  "wood",
  "marble",
  "cells",
  "noise",
] as const;
export type PatternId = (typeof patternIds)[number];

/** Where a photo's pixels come from. Plain data, stable across sessions. */
export type PhotoSource =
  /** A file that the user brought; `hash` is the SHA-256 (hex) of its bytes, kept in OPFS. */
  | { readonly kind: "stored"; readonly hash: string }
  /** A file shipped with the app; `path` is relative to `samples/`. */
  | { readonly kind: "sample"; readonly path: string }
  /** Drawn by a seeded generator; no file at all. */
  | { readonly kind: "procedural"; readonly pattern: PatternId; readonly seed: number };

export interface Photo {
  /** Unique within a project. */
  readonly id: string;
  /** File name without its folder, as the user knows it. */
  readonly name: string;
  readonly source: PhotoSource;
  /** Pixels, upright (EXIF orientation applied). */
  readonly width: number;
  readonly height: number;
}

export interface TextureClass {
  readonly id: string;
  readonly name: string;
  readonly photos: readonly Photo[];
}

/** How photos become training patches. */
export interface PatchSettings {
  /** Side of a patch, px; the page offers 32 and 64, tests use 16. */
  readonly size: 16 | 32 | 64;
  /** Photos are first scaled so that their short side has this many px (never enlarged beyond 4×). */
  readonly shortSide: number;
  /** `grid`: regular tiles with `overlap`; `random`: `cropsPerPhoto` seeded crops. */
  readonly cut: "grid" | "random";
  /** Share of a patch that its neighbour repeats, 0…0.75 (`grid`). */
  readonly overlap: number;
  /** 1…256 (`random`). */
  readonly cropsPerPhoto: number;
  /** Share of each class's photos kept for validation, 0.1…0.5. Always whole photos, never patches. */
  readonly heldOutShare: number;
  /** Decides random crops and which photos are held out. */
  readonly seed: number;
}

export const defaultPatchSettings: PatchSettings = {
  size: 64,
  shortSide: 192,
  cut: "grid",
  overlap: 0.5,
  cropsPerPhoto: 32,
  heldOutShare: 0.2,
  seed: 1,
};

export interface Project {
  readonly version: 1;
  readonly id: string;
  readonly name: string;
  /** In the order shown; the index is the label that a classifier learns. */
  readonly classes: readonly TextureClass[];
  readonly patches: PatchSettings;
  /** How often it had been saved when it was read; 0 where it is missing. Written by the storage alone. */
  readonly revision?: number;
}

/** What a run trains on: a frozen copy, so that later edits of the project cannot change a run. */
export interface TrainingData {
  readonly classes: readonly TextureClass[];
  readonly patches: PatchSettings;
  /** Ids of the photos kept for validation. */
  readonly heldOut: readonly string[];
}
