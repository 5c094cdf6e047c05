/** Makes `public/samples/textures_small.jpg` out of the shipped photos: `npm run build:samples`. */
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright";
import { samplePaths, sheetColumns, sheetPath, tileSide } from "../src/data/sampleSheet.ts";
import { ensureChromium } from "./chromium.ts";
import { runProgram } from "./program.ts";

const folder = "public/samples";
const quality = 0.88;

async function main(): Promise<void> {
  const photos = samplePaths.map((path) => readFileSync(`${folder}/${path}`).toString("base64"));
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage();
    const given = { photos, columns: sheetColumns, side: tileSide, quality };
    const sheet = await page.evaluate(drawSheet, given);
    writeFileSync(`${folder}/${sheetPath}`, Buffer.from(sheet, "base64"));
  } finally {
    await browser.close();
  }
}

interface Given {
  readonly photos: readonly string[];
  readonly columns: number;
  readonly side: number;
  readonly quality: number;
}

/** Runs in the page. @returns the sheet as JPEG, in base64 */
async function drawSheet({ photos, columns, side, quality: share }: Given): Promise<string> {
  const canvas = document.createElement("canvas");
  canvas.width = columns * side;
  canvas.height = Math.ceil(photos.length / columns) * side;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("No canvas");
  context.imageSmoothingQuality = "high";
  for (const [place, photo] of photos.entries()) {
    const image = new Image();
    image.src = `data:image/jpeg;base64,${photo}`;
    await image.decode();
    const [left, top] = [(place % columns) * side, Math.floor(place / columns) * side];
    context.drawImage(image, left, top, side, side);
  }
  return canvas.toDataURL("image/jpeg", share).split(",")[1] as string; // a data URL has a comma
}

await runProgram(main);
