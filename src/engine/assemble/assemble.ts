/**
 * Image quilting (Efros and Freeman, "Image quilting for texture synthesis and transfer", SIGGRAPH 2001) on a torus: blocks
 * of the photos are laid row by row, each chosen among those that go on best from what lies there, and joined along the
 * path where the two differ least. The last of a row and of a column fit both their neighbours, so the tile has no border.
 */
import type { RgbImage } from "../../data/rgbImage.ts";
import { type Counting, uncounted } from "../../lib/pieces.ts";
import { Rng } from "../../lib/rng.ts";
import { type AssembleSettings, largestTile, leastTile } from "../../protocol/assembling.ts";
import { BadSetting, NotEnoughData } from "../errors.ts";
import type { Assembly, Laid } from "./assembly.ts";
import { withCommonBorder } from "./border.ts";
import { cutMask, type Side } from "./cut.ts";
import { type Place, PlacesTaken, placesIn } from "./placesTaken.ts";
import { depths, type Ring, ringOf, sidesOf, wayRound } from "./ring.ts";
import { type Candidate, PhotoSearch, type Under } from "./search.ts";
import { proposedBlock } from "./textureScale.ts";

const channels = 3;
/**
 * By how much more a difference counts for each block from the same part of a photo: the best fit is often the blandest,
 * and without this it would be taken again and again (of a photo of sand with pebbles a third of the contrast was lost).
 */
const wear = 0.5;
const leastBlock = 4;
/** Most of a tile's side that a block takes. */
const largestBlock = 1 / 8;

/** @throws BadSetting; NotEnoughData where the photos are too small; what `counting`'s breath throws */
export async function assemble(
  photos: readonly RgbImage[],
  settings: AssembleSettings,
  counting: Counting = uncounted,
): Promise<Assembly> {
  const block = blockFor(photos, settings);
  const quilt = new Quilt(photos, block, settings);
  const breathe = counting(quilt.rows);
  for (let row = 0; row < quilt.rows; row++) {
    quilt.layRow(row);
    await breathe();
  }
  return withCommonBorder(quilt.assembly);
}

/** As asked for or as suits the first photo, within what photo and tile allow, px. @throws BadSetting, NotEnoughData */
export function blockFor(photos: readonly RgbImage[], settings: AssembleSettings): number {
  const { width, height } = settings;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const isWhole = Number.isInteger(width) && Number.isInteger(height);
  if (!isWhole || short < leastTile || long > largestTile) {
    throw new BadSetting(`A tile's sides are ${leastTile} to ${largestTile} whole px long`);
  }
  const photo = photos[0];
  const room = Math.max(...photos.map((each) => Math.min(each.width, each.height)));
  if (!photo || room < 2 * leastBlock) {
    throw new NotEnoughData(`A photo must be at least ${2 * leastBlock} px wide and high`);
  }
  const asked = settings.block ?? proposedBlock(photo);
  const most = Math.min(Math.floor(short * largestBlock), Math.floor(room / 2));
  const least = settings.block === undefined ? Math.floor(most / 2) : leastBlock;
  return Math.min(most, Math.max(least, Math.floor(asked)));
}

class Quilt {
  readonly #photos: readonly RgbImage[];
  readonly #block: number;
  readonly #freedom: number;
  readonly #across: Ring;
  readonly #down: Ring;
  readonly #taken: PlacesTaken;
  readonly #search: PhotoSearch;
  readonly #rng: Rng;
  readonly #pixels: Uint8Array;
  readonly #owners: Int32Array;
  readonly #blocks: Laid[] = [];

  constructor(photos: readonly RgbImage[], block: number, settings: AssembleSettings) {
    const { width, height, freedom, seed } = settings;
    const overlap = Math.max(1, Math.round(block * Math.min(0.5, settings.overlap)));
    this.#photos = photos;
    this.#block = block;
    this.#freedom = freedom;
    this.#across = ringOf(width, block, overlap);
    this.#down = ringOf(height, block, overlap);
    const count = this.#across.starts.length * this.#down.starts.length;
    this.#taken = new PlacesTaken(photos, block, count);
    this.#search = new PhotoSearch(photos, block);
    this.#rng = new Rng(seed);
    this.#pixels = new Uint8Array(width * height * channels);
    this.#owners = new Int32Array(width * height).fill(-1);
  }

  get rows(): number {
    return this.#down.starts.length;
  }

  get assembly(): Assembly {
    const image = { width: this.#across.length, height: this.#down.length, pixels: this.#pixels };
    return { image, block: this.#block, blocks: this.#blocks, owners: this.#owners };
  }

  layRow(row: number): void {
    for (let column = 0; column < this.#across.starts.length; column++) this.#lay(row, column);
  }

  #lay(row: number, column: number): void {
    const x = this.#across.starts[column] as number;
    const y = this.#down.starts[row] as number;
    const under = this.#under(x, y);
    const from = this.#choose(under, row, column);
    const sides = sidesOf(
      this.#block,
      depths(this.#across, this.#block, column),
      depths(this.#down, this.#block, row),
    );
    this.#taken.take(from);
    this.#paste({ from, x, y }, under, sides);
    this.#blocks.push({ from, x, y });
  }

  /** What the tile has where a block is to lie. */
  #under(left: number, top: number): Under {
    const block = this.#block;
    const pixels = new Uint8Array(block * block * channels);
    const covered = new Uint8Array(block * block);
    this.#eachPixel(left, top, (at, i) => {
      if (this.#owners[at] === -1) return;
      covered[i] = 1;
      for (let c = 0; c < channels; c++)
        pixels[channels * i + c] = this.#pixels[channels * at + c] as number;
    });
    return { pixels, covered };
  }

  #choose(under: Under, row: number, column: number): Place {
    const goesOn = this.#goingOn(row, column);
    const near = Math.max(1, this.#block >> 3);
    const weigh = (place: Place) =>
      this.#taken.isFree(place) && !goesOn.some((next) => isWithin(near, place, next))
        ? 1 + wear * this.#taken.usesAround(place)
        : Number.POSITIVE_INFINITY;
    const found = this.#blocks.length === 0 ? [] : this.#search.candidates(under, weigh, this.#rng);
    if (found.length === 0) return this.#anyPlace(goesOn);
    const least = Math.min(...found.map(({ error }) => error));
    const good = found.filter(({ error }) => error <= least * (1 + this.#freedom));
    const { photo, x, y } = good[this.#rng.below(good.length)] as Candidate;
    return { photo, x, y };
  }

  /** Where the photos go on from the blocks beside: what is taken from there makes a copy larger than a block. */
  #goingOn(row: number, column: number): Place[] {
    const columns = this.#across.starts.length;
    const places: Place[] = [];
    for (const dy of [-1, 0, 1]) {
      for (const dx of [-1, 0, 1]) {
        const otherRow = (row + dy + this.rows) % this.rows;
        const otherColumn = (column + dx + columns) % columns;
        const beside = this.#blocks[otherRow * columns + otherColumn];
        if (!beside) continue;
        const { photo, x, y } = beside.from;
        places.push({
          photo,
          x: x + wayRound(this.#across, otherColumn, column),
          y: y + wayRound(this.#down, otherRow, row),
        });
      }
    }
    return places;
  }

  /** The first place from a random one on that may be taken. */
  #anyPlace(goesOn: readonly Place[]): Place {
    const places = this.#photos.map((photo) => placesIn(photo, this.#block, 1));
    const total = places.reduce((sum, { count }) => sum + count, 0);
    const first = this.#rng.below(total);
    for (let step = 0; step < total; step++) {
      let at = (first + step) % total;
      for (const [photo, { columns, count }] of places.entries()) {
        if (at < count) {
          const place = { photo, x: at % columns, y: Math.floor(at / columns) };
          if (this.#taken.isFree(place) && !goesOn.some((next) => isWithin(1, place, next)))
            return place;
          break;
        }
        at -= count;
      }
    }
    throw new NotEnoughData("The photo is too small for a texture of this size");
  }

  #paste({ from, x, y }: Laid, under: Under, sides: readonly Side[]): void {
    const block = this.#block;
    const { width, pixels } = this.#photos[from.photo] as RgbImage;
    const errors = new Float32Array(block * block);
    const source = (i: number) =>
      ((from.y + Math.floor(i / block)) * width + from.x + (i % block)) * channels;
    for (let i = 0; i < errors.length; i++) {
      if (under.covered[i] === 0) continue;
      const at = source(i);
      for (let c = 0; c < channels; c++) {
        const difference = (pixels[at + c] as number) - (under.pixels[channels * i + c] as number);
        errors[i] = (errors[i] as number) + difference * difference;
      }
    }
    const mask = cutMask(errors, block, sides);
    const owner = this.#blocks.length;
    this.#eachPixel(x, y, (at, i) => {
      if (mask[i] === 0) return;
      const photoAt = source(i);
      for (let c = 0; c < channels; c++)
        this.#pixels[channels * at + c] = pixels[photoAt + c] as number;
      this.#owners[at] = owner;
    });
  }

  /** Every pixel of a block that lies at (left, top): its index in the tile, which goes round, and in the block. */
  #eachPixel(left: number, top: number, act: (at: number, i: number) => void): void {
    const { length: width } = this.#across;
    const { length: height } = this.#down;
    for (let y = 0, i = 0; y < this.#block; y++) {
      const line = ((top + y) % height) * width;
      for (let x = 0; x < this.#block; x++, i++) act(line + ((left + x) % width), i);
    }
  }
}

const isWithin = (distance: number, a: Place, b: Place): boolean =>
  a.photo === b.photo && Math.abs(a.x - b.x) < distance && Math.abs(a.y - b.y) < distance;
