/** What one kernel is made of while it is written: bindings, functions, workgroup memory. */
/** What is bound: a value of the program or scratch memory of a kernel family. */
export type StorageId = number;

export type Access = "read" | "read_write";

export interface Binding {
  readonly storage: StorageId;
  readonly access: Access;
}

interface Bound {
  readonly name: string;
  readonly storage: StorageId;
  readonly type: string;
  access: Access;
}

export type Size3 = readonly [x: number, y: number, z: number];

export class KernelText {
  readonly #bound: Bound[] = [];
  readonly #declarations = new Set<string>();

  /**
   * The name of the array that shows a storage in elements of `type`. Storage that is only read can be
   * shown in several ways.
   * @throws where storage that is written would be
   */
  bind(storage: StorageId, type: string, access: Access): string {
    const views = this.#bound.filter((bound) => bound.storage === storage);
    const same = views.find((bound) => bound.type === type);
    const isWritten = access === "read_write" || views.some((view) => view.access === "read_write");
    if (isWritten && views.length > (same ? 1 : 0))
      throw new Error(`Storage ${storage} is written and shown in two ways`);
    if (same) {
      if (access === "read_write") same.access = access;
      return same.name;
    }
    const name = `b${this.#bound.length}`;
    this.#bound.push({ name, storage, type, access });
    return name;
  }

  /** A function, constant or workgroup variable at module scope; equal ones are written once. */
  declare(text: string): void {
    this.#declarations.add(text);
  }

  get bindings(): readonly Binding[] {
    return this.#bound.map(({ storage, access }) => ({ storage, access }));
  }

  /** The module; `body` sees `local` and `group`, the ids of the thread in its workgroup and of that. */
  module(workgroup: Size3, body: string): string {
    const bindings = this.#bound.map(
      ({ name, type, access }, at) =>
        `@group(0) @binding(${at}) var<storage, ${access}> ${name}: array<${type}>;`,
    );
    return [
      ...bindings,
      ...this.#declarations,
      `@compute @workgroup_size(${workgroup.join(", ")})`,
      "fn main(@builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) group: vec3u) {",
      body,
      "}",
    ].join("\n");
  }
}
