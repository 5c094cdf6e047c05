/** A verb of the lab: one file in `lab/verbs`, which is found there. It states its flags and its help beside what it does. */
import { readdirSync } from "node:fs";
import type { CommonArgs, Lists, Values } from "./args.ts";
import type { LabPage } from "./labPage.ts";
import type { Progress } from "./progress.ts";

/** One call, with its flags read. */
export interface Asked {
  readonly args: CommonArgs & { readonly command: string };
  /** @throws UsageError for folders that cannot be used; before a browser is opened */
  check(): void;
  run(lab: LabPage, progress: Progress): Promise<void>;
}

export interface Verb {
  readonly name: string;
  /** Lines of the help: each way of calling it, and what that does. */
  readonly usage: readonly (readonly [call: string, does: string])[];
  /** Names of its own flags, beside the common ones. */
  readonly flags: readonly string[];
  /** Those of them that may be given again. */
  readonly lists?: readonly string[];
  /** @throws UsageError */
  ask(values: Values, common: CommonArgs, lists: Lists): Asked;
}

/** @typeParam Own what its own flags say */
interface VerbStatement<Own extends object> extends Omit<Verb, "ask"> {
  /** @throws UsageError */
  read(values: Values, lists: Lists): Own;
  check?(args: CommonArgs & Own): void;
  run(lab: LabPage, args: CommonArgs & Own, progress: Progress): Promise<void>;
}

export const defineVerb = <Own extends object>(statement: VerbStatement<Own>): Verb => ({
  name: statement.name,
  usage: statement.usage,
  flags: statement.flags,
  ...(statement.lists && { lists: statement.lists }),
  ask(values, common, lists) {
    const args = { ...common, command: statement.name, ...statement.read(values, lists) };
    return {
      args,
      check: () => statement.check?.(args),
      run: (lab, progress) => statement.run(lab, args, progress),
    };
  },
});

const folder = new URL("./verbs/", import.meta.url);

/** Every verb, by the names of their files. */
export const loadVerbs = (): Promise<Verb[]> =>
  Promise.all(
    readdirSync(folder)
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .sort()
      .map(async (name) => ((await import(new URL(name, folder).href)) as { verb: Verb }).verb),
  );
