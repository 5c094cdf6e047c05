/** Image files made by code for tests: small, valid unless told otherwise, no encoder needed. */
import { crc32 } from "../crc32.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export function concat(...parts: readonly (Uint8Array | readonly number[])[]): Bytes {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

export function ascii(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const u16le = (n: number) => [n & 255, (n >> 8) & 255];
const u32le = (n: number) => [...u16le(n & 0xffff), ...u16le(n >>> 16)];
const u16 = (n: number) => [(n >> 8) & 255, n & 255];
const u32 = (n: number) => [...u16(n >>> 16), ...u16(n & 0xffff)];

/** A PNG of one colour; `claimed` puts another size in the header than the pixels have. */
export function pngBytes(
  width: number,
  height: number,
  colour: readonly [number, number, number] = [200, 100, 50],
  claimed: readonly [number, number] = [width, height],
): Bytes {
  const row = [0, ...Array.from({ length: width }, () => colour).flat()];
  const pixels = Uint8Array.from(Array.from({ length: height }, () => row).flat());
  return concat(
    [0x89, ...ascii("PNG\r\n"), 0x1a, 0x0a],
    pngChunk("IHDR", [...u32(claimed[0]), ...u32(claimed[1]), 8, 2, 0, 0, 0]),
    pngChunk("IDAT", zlibStored(pixels)),
    pngChunk("IEND", []),
  );
}

function pngChunk(type: string, data: Uint8Array | readonly number[]): Bytes {
  const body = concat(ascii(type), data);
  return concat(u32(data.length), body, u32(crc32(body)));
}

/** EXIF data with nothing but the orientation: a TIFF directory of one entry. */
const exifTiff = (orientation: number) => [
  ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
  ...[0, 0, 0, 0],
];
const exifPrefix = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** A file of a PNG, JPEG or WebP encoder that says how it is to be turned. */
export function withOrientation(file: Uint8Array, orientation: number): Bytes {
  const tiff = exifTiff(orientation);
  if (file[0] === 0xff) {
    const exif = [...exifPrefix, ...tiff];
    return concat([0xff, 0xd8, 0xff, 0xe1, ...u16(exif.length + 2)], exif, file.subarray(2));
  }
  if (file[0] === 0x89) {
    const headEnd = 33; // signature and IHDR
    return concat(file.subarray(0, headEnd), pngChunk("eXIf", tiff), file.subarray(headEnd));
  }
  const exif = concat(ascii("EXIF"), u32le(tiff.length), tiff);
  return riff(concat(extendedHead(file), exif));
}

/** The chunks of a WebP file behind a `VP8X` chunk that announces EXIF data. */
function extendedHead(webp: Uint8Array): Bytes {
  const chunks = webp.subarray(12);
  if (String.fromCharCode(...chunks.subarray(0, 4)) !== "VP8X") {
    throw new Error("Draw it with a transparent pixel: then the encoder writes the extended form");
  }
  const extended = Uint8Array.from(chunks);
  extended[8] = (extended[8] as number) | 8;
  return extended;
}

/** Deflate without compression (RFC 1950, RFC 1951 §3.2.4); at most 65,535 bytes. */
function zlibStored(data: Uint8Array): Bytes {
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  const length = u16le(data.length);
  return concat(
    [0x78, 0x01, 1],
    length,
    length.map((byte) => byte ^ 255),
    data,
    u16(b),
    u16(a),
  );
}

/** JPEG markers around a frame header and one scan of noise; no decoder would take it. */
export function jpegMarkers(width: number, height: number, app: readonly number[] = []): Bytes {
  return concat(
    [0xff, 0xd8, 0xff, 0xe1, ...u16(2 + app.length), ...app],
    [0xff, 0xc2, ...u16(11), 8, ...u16(height), ...u16(width), 1, 1, 0x11, 0],
    [0xff, 0xda, ...u16(8), 1, 1, 0, 0, 63, 0],
    [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xd9],
  );
}

export function webpLossy(width: number, height: number): Bytes {
  const frame = [0, 0, 0, 0x9d, 0x01, 0x2a, ...u16le(width), ...u16le(height), 0, 0];
  return riff(concat(ascii("VP8 "), u32le(frame.length), frame));
}

export function webpLossless(width: number, height: number): Bytes {
  const bits = (((height - 1) << 14) | (width - 1)) >>> 0;
  return riff(concat(ascii("VP8L"), u32le(6), [0x2f, ...u32le(bits), 0]));
}

export function webpExtended(width: number, height: number): Bytes {
  const size = [...u32le(width - 1).slice(0, 3), ...u32le(height - 1).slice(0, 3)];
  return riff(concat(ascii("VP8X"), u32le(10), [0, 0, 0, 0], size));
}

function riff(body: Uint8Array): Bytes {
  return concat(ascii("RIFF"), u32le(body.length + 4), ascii("WEBP"), body);
}

/** One frame a colour (indices 0…127 into a grey ramp); uncompressed by clearing the code table often. */
export function gifBytes(width: number, height: number, greys: readonly number[]): Bytes {
  const ramp = Array.from({ length: 128 }, (_, i) => [i * 2, i * 2, i * 2]).flat();
  const header = concat(ascii("GIF89a"), u16le(width), u16le(height), [0xe6, 0, 0], ramp);
  const frames = greys.map((grey) => gifFrame(width, height, grey));
  return concat(header, ...frames, [0x3b]);
}

function gifFrame(width: number, height: number, grey: number): Bytes {
  const clear = 128;
  const codes: number[] = [];
  for (let i = 0; i < width * height; i++) codes.push(...(i % 100 === 0 ? [clear, grey] : [grey]));
  codes.push(129); // end; all codes stay 8 bits wide, for the table never fills up
  const blocks: number[] = [];
  for (let i = 0; i < codes.length; i += 255) {
    const block = codes.slice(i, i + 255);
    blocks.push(block.length, ...block);
  }
  const control = [0x21, 0xf9, 4, 0, 10, 0, 0, 0];
  return concat(control, [0x2c, 0, 0, 0, 0, ...u16le(width), ...u16le(height), 0, 7], blocks, [0]);
}

/** 24-bit BMP of one colour; a negative height stores the rows from the top. */
export function bmpBytes(
  width: number,
  height: number,
  [r, g, b]: readonly [number, number, number],
): Bytes {
  const padding = (4 - ((width * 3) % 4)) % 4;
  const row = [...Array.from({ length: width }, () => [b, g, r]).flat(), ...Array(padding).fill(0)];
  const rows = Array.from({ length: Math.abs(height) }, () => row).flat();
  const info = [40, width, height].flatMap(u32le);
  return concat(
    ascii("BM"),
    [54 + rows.length, 0, 54].flatMap(u32le),
    info,
    [1, 0, 24, 0],
    [0, rows.length, 2835, 2835, 0, 0].flatMap(u32le),
    rows,
  );
}

/** An OS/2 1.x bitmap header with its pixels. */
export function bmpCore(width: number, height: number): Bytes {
  const rows = Array(Math.ceil((width * 24) / 32) * 4 * height).fill(0);
  const core = [...u32le(12), ...u16le(width), ...u16le(height), 1, 0, 24, 0];
  return concat(ascii("BM"), [26 + rows.length, 0, 26].flatMap(u32le), core, rows);
}

/** The boxes of an AVIF that lead to its sizes; no picture data. */
export function avifBoxes(...sizes: readonly (readonly [number, number])[]): Bytes {
  const ispe = sizes.map(([w, h]) => box("ispe", concat(u32(0), u32(w), u32(h))));
  const iprp = box("iprp", box("ipco", concat(...ispe)));
  return concat(
    box("ftyp", concat(ascii("avif"), u32(0), ascii("mif1avif"))),
    box("meta", concat(u32(0), iprp)),
    box("mdat", ascii("picture")),
  );
}

export function box(type: string, body: Uint8Array): Bytes {
  return concat(u32(body.length + 8), ascii(type), body);
}
