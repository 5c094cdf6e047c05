/**
 * Finds what the page's policy forbids in a built script: code from text, HTML from text, inline styles,
 * scripts and frames made at run time. It looks at the syntax tree, so that minified names and words in
 * texts do not matter.
 */
import { parseSync } from "vite";

/** One forbidden act. */
export interface Sink {
  /** What is done, e.g. "set innerHTML", "call eval". */
  readonly act: string;
  /** Where, with a little of the script around it. */
  readonly excerpt: string;
}

/** Properties whose assignment parses HTML or loads code. */
const setters = new Set(["innerHTML", "outerHTML", "srcdoc"]);

/** Methods that parse HTML or run text, on whatever object. */
const methods = new Set([
  "insertAdjacentHTML",
  "parseFromString",
  "createContextualFragment",
  "setHTMLUnsafe",
  "parseHTMLUnsafe",
  "execCommand",
  "writeln",
]);

/** Functions that run text. */
const runners = new Set(["eval", "Function", "importScripts"]);

/** Their first argument may be a function; a text would be run. */
const timers = new Set(["setTimeout", "setInterval", "setImmediate"]);

/** Constructors that take the address of a script. */
const workers = new Set(["Worker", "SharedWorker"]);

/** Elements that hold or load code or styles; React and JSX make them by name. */
const loadingElements = new Set(["script", "style", "iframe", "object", "embed"]);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** Every forbidden act in a script, in order. @throws SyntaxError where it is no JavaScript. */
export function sinksOf(fileName: string, source: string): Sink[] {
  const { program, errors } = parseSync(fileName, source, { sourceType: "module" });
  if (errors.length > 0) throw new SyntaxError(`${fileName}: ${errors[0]?.message}`);
  const found: Sink[] = [];
  const pending: unknown[] = [program];
  while (pending.length > 0) {
    const value = pending.pop();
    if (Array.isArray(value)) pending.push(...value.toReversed());
    else if (isNode(value)) {
      const act = actOf(value);
      if (act) found.push({ act, excerpt: excerptOf(source, value) });
      pending.push(...Object.values(value).toReversed());
    }
  }
  return found;
}

function actOf(node: Node): string | null {
  switch (node.type) {
    case "AssignmentExpression":
      return actOfAssignment(node);
    case "CallExpression":
      return actOfCall(node);
    case "NewExpression":
      return actOfNew(node);
    default:
      return null;
  }
}

function actOfAssignment({ left }: Node): string | null {
  const name = propertyOf(left);
  return name !== null && setters.has(name) ? `set ${name}` : null;
}

function actOfCall(node: Node): string | null {
  const name = identifierOf(node.callee) ?? propertyOf(node.callee);
  if (name === null) return null;
  const [first, second] = node.arguments as readonly unknown[];
  if (runners.has(name) && identifierOf(node.callee)) return `call ${name}`;
  if (methods.has(name)) return `call ${name}`;
  if (name === "write" && objectNameOf(node.callee) === "document") return "call document.write";
  if (timers.has(name) && textOf(first) !== null) return `call ${name} with a text`;
  const isMadeUp = name === "createElement" || name === "createElementNS";
  const element = textOf(name === "createElement" ? first : second)?.toLowerCase();
  if (isMadeUp && element && loadingElements.has(element)) return `make a <${element}>`;
  if (name === "setAttribute") return actOfAttribute(textOf(first));
  return null;
}

function actOfAttribute(name: string | null): string | null {
  return name !== null && /^(on\w+|style|srcdoc)$/i.test(name) ? `set the attribute ${name}` : null;
}

function actOfNew(node: Node): string | null {
  const name = identifierOf(node.callee) ?? propertyOf(node.callee);
  if (name === "Function") return "call Function";
  return name !== null && workers.has(name) ? `start a ${name}` : null;
}

/** The name of a function or object; of `(0, eval)` the last, as it is called. */
function identifierOf(value: unknown): string | null {
  if (isNode(value) && value.type === "ParenthesizedExpression") {
    return identifierOf(value.expression);
  }
  if (isNode(value) && value.type === "SequenceExpression") {
    return identifierOf((value.expressions as readonly unknown[]).at(-1));
  }
  return isNode(value) && value.type === "Identifier" ? (value.name as string) : null;
}

/** The name that is read or set on an object: `a.name`, `a["name"]`, `` a[`name`] ``. */
function propertyOf(value: unknown): string | null {
  if (!isNode(value) || value.type !== "MemberExpression") return null;
  return value.computed ? textOf(value.property) : identifierOf(value.property);
}

function objectNameOf(value: unknown): string | null {
  if (!isNode(value) || value.type !== "MemberExpression") return null;
  return identifierOf(value.object) ?? propertyOf(value.object);
}

/** A text that stands there: a literal, or a template without placeholders. */
function textOf(value: unknown): string | null {
  if (!isNode(value)) return null;
  if (value.type === "Literal") return typeof value.value === "string" ? value.value : null;
  if (value.type !== "TemplateLiteral") return null;
  const quasis = value.quasis as readonly { readonly value: { readonly cooked: string } }[];
  return quasis.length === 1 ? (quasis[0]?.value.cooked ?? null) : null;
}

const around = 60;

function excerptOf(source: string, { start, end }: Node): string {
  return source
    .slice(
      Math.max(0, start - around),
      Math.min(source.length, Math.min(end, start + around) + around),
    )
    .replaceAll(/\s+/g, " ");
}
