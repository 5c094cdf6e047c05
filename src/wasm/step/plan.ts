/** A program on its way to the tape: steps on buffers that have no address yet. */
import { type FieldKind, type StepKind, steps } from "./stepKinds.ts";

/** A block of the machine's memory. */
export interface Buffer {
  readonly floats: number;
  /** Lives outside of the run: constants, state, feeds. Others share memory where their lives allow. */
  readonly isFixed: boolean;
}

/** Where numbers start: so many floats into a buffer. */
export interface Place {
  readonly buffer: Buffer;
  readonly offset: number;
}

type FieldValue<Kind extends FieldKind> = Kind extends "int" | "float"
  ? number
  : Kind extends "axes"
    ? readonly number[]
    : Place | null;

export type Fields<Kind extends StepKind> = {
  readonly [Name in keyof (typeof steps)[Kind]]: (typeof steps)[Kind][Name] extends FieldKind
    ? FieldValue<(typeof steps)[Kind][Name]>
    : never;
};

export interface Step {
  readonly kind: StepKind;
  readonly fields: Readonly<Record<string, FieldValue<FieldKind>>>;
  readonly reads: readonly Buffer[];
  readonly writes: readonly Buffer[];
  /** About how long one thread takes, ns. */
  readonly ns: number;
}

/** The program holds something that cannot be run here; the message says what. */
export class Unsupported extends Error {
  override readonly name = "Unsupported";
}

export class Plan {
  readonly steps: Step[] = [];
  /** Buffer → how often it was written so far. */
  readonly #writes = new Map<Buffer, number>();
  readonly #ids = new Map<Buffer, number>();
  readonly #shared = new Map<string, Place>();

  temporary(floats: number): Place {
    return { buffer: { floats, isFixed: false }, offset: 0 };
  }

  emit<Kind extends StepKind>(kind: Kind, fields: Fields<Kind>, ns: number): void {
    const kinds: Readonly<Record<string, FieldKind>> = steps[kind];
    const named = fields as Step["fields"]; // the same, without the names
    const buffersOf = (...wanted: readonly FieldKind[]): Buffer[] =>
      Object.entries(named).flatMap(([name, value]) =>
        isPlace(value) && wanted.includes(kinds[name] as FieldKind) ? [value.buffer] : [],
      );
    const writes = buffersOf("out", "outInts", "update");
    for (const buffer of writes) this.#writes.set(buffer, this.#version(buffer) + 1);
    const reads = buffersOf("in", "inInts", "update");
    this.steps.push({ kind, fields: named, reads, writes, ns });
  }

  /**
   * What `make` computes from `source`, computed once for as long as the source is not written to.
   * @param key equal for equal computations
   */
  shared(key: string, source: Place, make: () => Place): Place {
    const { buffer, offset } = source;
    const id = this.#ids.get(buffer) ?? this.#ids.size;
    this.#ids.set(buffer, id);
    const fullKey = `${id}+${offset}@${this.#version(buffer)} ${key}`;
    const place = this.#shared.get(fullKey) ?? make();
    this.#shared.set(fullKey, place);
    return place;
  }

  #version(buffer: Buffer): number {
    return this.#writes.get(buffer) ?? 0;
  }
}

/** So many floats further. */
export function ahead({ buffer, offset }: Place, floats: number): Place {
  return { buffer, offset: offset + floats };
}

export function isPlace(value: FieldValue<FieldKind>): value is Place {
  return typeof value === "object" && value !== null && "buffer" in value;
}
