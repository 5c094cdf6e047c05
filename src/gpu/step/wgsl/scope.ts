/** The body of a WGSL function while it is written: each pure expression is computed once. */

const isName = /^(\w+|[\w.]+f|\d+u)$/;

export class Scope {
  readonly #lines: string[] = [];
  readonly #names = new Map<string, string>();

  /** A name for what a pure expression gives; equal texts get the same name. */
  name(expression: string): string {
    if (isName.test(expression)) return expression;
    const known = this.#names.get(expression);
    if (known) return known;
    const name = `t${this.#names.size}`;
    this.#names.set(expression, name);
    this.#lines.push(`let ${name} = ${expression};`);
    return name;
  }

  statement(text: string): void {
    this.#lines.push(text);
  }

  /** What was written so far. */
  get text(): string {
    return this.#lines.join("\n");
  }
}
