/**
 * Who may ask a model or a spec which tasks it has: the tasks' own folders alone. All other code goes by what a
 * task states or registers, so that another task changes none of it; `npm run test:imports` holds the code to that.
 */
import { parseSync, Visitor } from "vite";

/** Of the tasks, on either side and in the lab; models are what is asked. */
const ofTasks: readonly RegExp[] = [
  /^src\/engine\/(tasks|models|testing)\//,
  /^src\/protocol\/tasks\.ts$/,
  /^src\/app\/tasks\//,
  /^lab\/verbs\//,
  /\.test\.tsx?$/,
];

/** Methods that only models of some tasks have; to look whether one is there is to ask for the task. */
const abilities: ReadonlySet<string> = new Set(["generate", "reconstruct", "translate", "logits"]);

/** What of the syntax tree is looked at. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly name?: string;
  readonly computed?: boolean;
  readonly object?: Node;
  readonly property?: Node;
  readonly callee?: Node;
  readonly optional?: boolean;
}

/**
 * @param path from the project's root, "/"-separated
 * @param code its text
 * @returns one line a place that asks, empty where all is well
 */
export function questionsIn(path: string, code: string): string[] {
  if (ofTasks.some((folder) => folder.test(path))) return [];
  const isEngine = path.startsWith("src/engine/");
  const asked: Node[] = [];
  const called = new Set<Node>();
  new Visitor({
    CallExpression(call) {
      const { callee, optional } = call as unknown as Node;
      if (callee && !optional) called.add(callee); // who calls it knows that it is there
    },
    MemberExpression(found) {
      const node = found as unknown as Node;
      const isOfTasks = nameOf(node.object) === "tasks"; // "tasks.includes(…)", "spec.tasks[0]"
      const isLookedFor = isEngine && abilities.has(nameOf(node) ?? "") && !called.has(node);
      if (isOfTasks || isLookedFor) asked.push(node);
    },
  }).visit(parseSync(path, code).program);
  return asked.map(({ start }) => {
    const line = code.slice(0, start).split("\n").length;
    return `${path}:${line} asks which task: ${code.slice(start).split("\n")[0]}`;
  });
}

/** "tasks" for `tasks` and for `model.tasks`. */
function nameOf(node: Node | undefined): string | undefined {
  if (node?.type !== "MemberExpression") return node?.name;
  return node.computed ? undefined : node.property?.name;
}
