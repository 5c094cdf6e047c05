import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { type Plugin, parseSync, Visitor } from "vite";

/** All words but the samples' names: the page compares those with what is stored. */
const catalogue = /\/src\/messages\/(en|zh)\/(?!(index|samples)\.ts$)[^/]+\.ts$/;

/**
 * Compiles the words at build time, so that the page fetches no parser for them. While developing and in tests the
 * parser comes with the library.
 */
export function compiledMessages(): Plugin {
  return {
    name: "compiled-messages",
    apply: "build",
    enforce: "pre",
    transform: {
      filter: { id: catalogue },
      handler: (code, id) => ({ code: withCompiledMessages(id, code), map: null }),
    },
  };
}

/** What of the syntax tree is looked at. */
interface Message {
  readonly value: { readonly value?: unknown; readonly start: number; readonly end: number };
}

/**
 * @param path of the module; its ending says that it is TypeScript
 * @param code a module with messages: properties whose values are texts
 * @returns the same with each text as tokens
 * @throws where a message is no plain text, or no ICU message
 */
export function withCompiledMessages(path: string, code: string): string {
  const found: Message["value"][] = [];
  const visitor = {
    Property(property: unknown) {
      found.push((property as Message).value);
    },
  };
  new Visitor(visitor).visit(parseSync(path, code).program);
  return found.reduceRight((compiled, { value, start, end }) => {
    if (typeof value !== "string") {
      throw new Error(`${path}: "${code.slice(start, end)}" is no text`);
    }
    const tokens = JSON.stringify(compileMessageOrThrow(value));
    return compiled.slice(0, start) + tokens + compiled.slice(end);
  }, code);
}
