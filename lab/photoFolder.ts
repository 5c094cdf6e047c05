/** A first look at a folder of photos, before a browser is started for it. */
import { readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { UsageError } from "../scripts/program.ts";

const imageEndings = new Set([".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".bmp"]);

/**
 * @param flag       named in the message
 * @param leastClasses sub-folders with images that the command needs
 * @throws UsageError where the folder is missing or cannot serve
 */
export function checkPhotoFolder(flag: string, path: string, leastClasses: number): void {
  requireFolder(flag, path);
  const folders = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const classes = folders.filter((entry) => holdsImages(join(path, entry.name)));
  if (classes.length < leastClasses) {
    throw new UsageError(
      `--${flag}: ${path} needs at least ${leastClasses} sub-folder(s) with images, one a class; it has ${classes.length}`,
    );
  }
}

/** @throws UsageError where there is no such file */
export function checkPhotoFile(flag: string, path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`--${flag}: there is no file ${path}`);
}

/** @throws UsageError where there is no folder with images in it */
export function checkPhotos(flag: string, path: string): void {
  requireFolder(flag, path);
  if (!holdsImages(path)) throw new UsageError(`--${flag}: ${path} holds no images`);
}

function requireFolder(flag: string, path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--${flag}: there is no folder ${path}`);
}

const holdsImages = (path: string): boolean =>
  readdirSync(path, { recursive: true }).some((name) =>
    imageEndings.has(extname(String(name)).toLowerCase()),
  );
