/** Round trips, and refusal of everything that is not a whole, sound file. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadCheckpoint } from "../errors.ts";
import { fromHalf, toHalf } from "./halfFloat.ts";
import { type NamedArray, readSafetensors, writeSafetensors } from "./safetensors.ts";

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const arrays = fc
  .uniqueArray(fc.tuple(fc.string({ minLength: 1 }), shapes), { selector: ([name]) => name })
  .chain((specs) =>
    fc.tuple(
      ...specs
        .filter(([name]) => name !== "__metadata__")
        .map(([name, shape]) => {
          const size = shape.reduce((product, side) => product * side, 1);
          return fc
            .float32Array({
              minLength: size,
              maxLength: size,
              noNaN: true,
              noDefaultInfinity: true,
            })
            .map((data): NamedArray => ({ name, shape, data }));
        }),
    ),
  );

/** A file with any header text over `data`. */
function file(header: string, data = new Uint8Array(0)): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

describe("safetensors", () => {
  it("gives back what was written, bit for bit", () => {
    fc.assert(
      fc.property(arrays, fc.dictionary(fc.string(), fc.string()), (tensors, metadata) => {
        const read = readSafetensors(writeSafetensors(tensors, metadata));
        expect([...read.tensors.keys()].sort()).toEqual(tensors.map(({ name }) => name).sort());
        for (const { name, shape, data } of tensors) {
          expect(read.tensors.get(name)?.shape).toEqual(shape);
          expect(read.tensors.get(name)?.data).toEqual(data);
        }
        expect(new Map(Object.entries(metadata))).toEqual(read.metadata);
      }),
    );
  });

  it("refuses mutated files by name, never with another error", () => {
    const whole = writeSafetensors(
      [
        { name: "a", shape: [2, 3], data: new Float32Array(6).fill(0.5) },
        { name: "b", shape: [], data: new Float32Array([2]) },
      ],
      { note: "x" },
    );
    const mutation = fc.record({
      at: fc.nat(whole.length - 1),
      value: fc.nat(255),
      cut: fc.nat(whole.length),
    });
    fc.assert(
      fc.property(mutation, ({ at, value, cut }) => {
        const bytes = whole.slice(0, cut === 0 ? whole.length : cut);
        if (at < bytes.length) bytes[at] = value;
        try {
          readSafetensors(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(BadCheckpoint);
        }
      }),
      { numRuns: 2000 },
    );
  });

  const tensor = (shape: string, offsets: string, dtype = "F32") =>
    `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`;
  it.each([
    ["an empty file", new Uint8Array(0)],
    ["a header of 2^63 bytes", new Uint8Array([0, 0, 0, 0, 0, 0, 0, 128, 123, 125])],
    ["a header that is not JSON", file("{")],
    ["a header that is a list", file("[]")],
    ["a string dtype of no bytes", file(`{"a":${tensor("[500000000]", "[0,0]", "string")}}`)],
    [
      "a shape that claims more than is there",
      file(`{"a":${tensor("[500000000]", "[0,4]")}}`, new Uint8Array(4)),
    ],
    [
      "a shape whose size overflows",
      file(`{"a":${tensor("[9007199254740991,9007199254740991]", "[0,4]")}}`, new Uint8Array(4)),
    ],
    [
      "overlapping tensors",
      file(`{"a":${tensor("[1]", "[0,4]")},"b":${tensor("[1]", "[0,4]")}}`, new Uint8Array(4)),
    ],
    ["a gap", file(`{"a":${tensor("[1]", "[4,8]")}}`, new Uint8Array(8))],
    ["bytes left over", file(`{"a":${tensor("[1]", "[0,4]")}}`, new Uint8Array(5))],
    ["a negative offset", file(`{"a":${tensor("[1]", "[-4,0]")}}`)],
    ["the same name twice", file(`{"a":${tensor("[0]", "[0,0]")},"a":${tensor("[0]", "[0,0]")}}`)],
    [
      "a number that is not finite",
      file(`{"a":${tensor("[1]", "[0,4]")}}`, new Uint8Array([0, 0, 192, 127])),
    ],
    ["metadata that are not text", file(`{"__metadata__":{"a":1}}`)],
  ])("refuses %s", (_, bytes) => {
    expect(() => readSafetensors(bytes)).toThrow(BadCheckpoint);
  });

  it("keeps a tensor named __proto__ a mere name", () => {
    const read = readSafetensors(file(`{"__proto__":${tensor("[0]", "[0,0]")}}`));
    expect([...read.tensors.keys()]).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>).dtype).toBeUndefined();
  });
});

describe("half precision", () => {
  it("keeps every half exactly", () => {
    for (let half = 0; half < 65536; half++) {
      const value = fromHalf(half);
      if (Number.isNaN(value)) expect(Number.isNaN(fromHalf(toHalf(value)))).toBe(true);
      else if (toHalf(value) !== half) expect.fail(`${half} became ${toHalf(value)}`);
    }
  });

  it("is at most half a unit in the last place away", () => {
    fc.assert(
      fc.property(fc.float({ min: -60000, max: 60000, noNaN: true }), (value) => {
        const step = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(value) || 1)) - 10));
        expect(Math.abs(fromHalf(toHalf(value)) - value)).toBeLessThanOrEqual(step / 2);
      }),
    );
  });
});
