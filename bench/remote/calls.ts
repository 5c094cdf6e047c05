/** How a program tells another process or thread what to do: calls and answers, as plain JSON. */

export interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
}

export type Answer = { readonly result: unknown } | { readonly error: string };

/** What can be called, by name. */
export type Methods = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

/** Another process or thread that answers calls. */
export interface Remote {
  /** Rejects where the other side throws, or dies. */
  ask(method: string, ...args: readonly unknown[]): Promise<unknown>;
  /** Ends it, whatever it is doing. */
  close(): Promise<void>;
}

/** Carries out a call; what it throws is the answer too. */
export async function answer({ method, args }: Call, methods: Methods): Promise<Answer> {
  try {
    const carryOut = methods[method] as (...given: readonly unknown[]) => Promise<unknown>;
    return { result: await carryOut(...args) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** @throws Error with what the other side threw */
export function resultOf(given: Answer): unknown {
  if ("error" in given) throw new Error(given.error);
  return given.result;
}
