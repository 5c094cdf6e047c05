/** `lab assemble`: a texture that tiles, of pieces of photos; nothing is trained. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "fast-png";
import { UsageError } from "../../scripts/program.ts";
import {
  type AssembleSettings,
  defaultAssembleSettings as defaults,
  largestTile,
  leastTile,
} from "../../src/protocol/assembling.ts";
import { type CommonArgs, numberOf, required, type Values, whole } from "../args.ts";
import { importPhotos } from "../importFolder.ts";
import type { LabPage } from "../labPage.ts";
import { checkPhotoFile } from "../photoFolder.ts";
import type { Progress } from "../progress.ts";
import { rounded, writeJson } from "../report.ts";
import { defineVerb } from "../verb.ts";

interface OwnArgs {
  readonly photos: readonly string[];
  /** All but the seed, which is a flag of every verb. */
  readonly settings: Omit<AssembleSettings, "seed">;
  /** px of each photo's centre that are used. */
  readonly centre?: number;
  readonly out: string;
}
type AssembleArgs = CommonArgs & OwnArgs;

export const verb = defineVerb<OwnArgs>({
  name: "assemble",
  usage: [
    [
      "--photo FILE [--photo FILE …] [--tile 512|WxH] [--out DIR]",
      "assemble a texture that tiles from photos, at once\n" +
        "(--block px  --overlap 0.1…0.5  --freedom 0…1  --even 0…1  --centre px of each photo that is used)",
    ],
  ],
  flags: ["photo", "tile", "block", "overlap", "freedom", "even", "centre", "out"],
  lists: ["photo"],
  read(values, lists) {
    required(values, "photo");
    const block = whole(values, "block", 4, largestTile);
    const centre = whole(values, "centre", 8, largestTile);
    return {
      photos: lists.photo ?? [],
      settings: {
        ...tileOf(values),
        ...(block !== undefined && { block }),
        overlap: numberOf(values, "overlap", 0.1, 0.5) ?? defaults.overlap,
        freedom: numberOf(values, "freedom", 0, 1) ?? defaults.freedom,
        evenLight: numberOf(values, "even", 0, 1) ?? defaults.evenLight,
      },
      ...(centre !== undefined && { centre }),
      out: values.out ?? "lab/out",
    };
  },
  check({ photos }) {
    for (const path of photos) checkPhotoFile("photo", path);
  },
  run: assemble,
});

/** "512" or "320x256", px. */
function tileOf({ tile }: Values): Pick<AssembleSettings, "width" | "height"> {
  if (tile === undefined) return { width: defaults.width, height: defaults.height };
  const [, across = "", down = across] = /^(\d+)(?:x(\d+))?$/.exec(tile) ?? [];
  const [width, height] = [Number(across), Number(down)];
  const fits = (side: number) => side >= leastTile && side <= largestTile;
  if (!fits(width) || !fits(height)) {
    throw new UsageError(
      `--tile must be a side or WxH, ${leastTile} to ${largestTile} px, not "${tile}"`,
    );
  }
  return { width, height };
}

/** What the engine cannot do with these photos and settings is said in its own sentence. */
function refuse(error: Error): never {
  const [, sentence] = /(?:NotEnoughData|BadSetting): (.+)/.exec(error.message) ?? [];
  throw sentence === undefined ? error : new UsageError(sentence);
}

async function assemble(lab: LabPage, args: AssembleArgs, progress: Progress) {
  const photos = await importPhotos(lab, args.photos, progress);
  progress.task("assembling");
  const sources = photos.map(({ source }) => source);
  const settings = { ...args.settings, seed: args.seed };
  const { pixels, width, height, block, ...figures } = await lab
    .ask("assemble", sources, settings, args.centre)
    .catch(refuse);
  progress.end();
  mkdirSync(args.out, { recursive: true });
  const file = join(args.out, "tile.png");
  const data = Buffer.from(pixels, "base64");
  writeFileSync(file, encode({ data, width, height, channels: 3, depth: 8 }));
  const report = {
    command: "assemble",
    photos: args.photos,
    ...(args.centre !== undefined && { centre: args.centre }),
    settings,
    width,
    height,
    block,
    seamX: rounded(figures.seamX),
    seamY: rounded(figures.seamY),
    cutStep: rounded(figures.cutStep),
    mostUses: figures.mostUses,
    seconds: rounded(figures.seconds),
    out: args.out,
    files: ["tile.png"],
  };
  if (args.json) writeJson(args.json, report);
  const { seamX, seamY, cutStep, mostUses, seconds } = report;
  process.stdout.write(
    `${width} × ${height} px of blocks of ${block} px in ${seconds} s: seams ${seamX} and ${seamY}, ` +
      `cuts ${cutStep}, a place used ${mostUses} times at most\n${file}\n`,
  );
}
