/**
 * `npm run test:sinks`: the built scripts hold nothing that the page's policy forbids, but for the places
 * below, each with the reason why it is never reached or breaks no rule. A new place fails, and so does
 * an entry of this list that nothing matches any more.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Sink, sinksOf } from "./sinks.ts";

interface Allowed {
  readonly act: string;
  /** Found in the excerpt; free of minified names. */
  readonly at: RegExp;
  /** How many places of one build it stands for. */
  readonly places: number;
  readonly because: string;
}

const allowed: readonly Allowed[] = [
  {
    act: "set innerHTML",
    at: /innerHTML=`<script><\\\/script>`/,
    places: 1,
    because: "React makes a <script> element this way, and the app renders none",
  },
  {
    act: "set innerHTML",
    at: /__html!==\w+&&\(\w+\.innerHTML=\w+\)/,
    places: 2,
    because: "React's dangerouslySetInnerHTML, which a lint rule forbids in the app",
  },
  {
    act: "set the attribute oninput",
    at: /setAttribute\(`oninput`,`return;`\)/,
    places: 1,
    because: "React asks so only where `oninput` is not in the document; every browser has it",
  },
  {
    act: "make a <script>",
    at: /createElement\(`script`\)/,
    places: 3,
    because: "React's preinit and hoisted scripts, which the app never asks for",
  },
  {
    act: "make a <style>",
    at: /precedence.{0,40}createElement\(`style`\)/,
    places: 1,
    because: "React's hoisted styles, which the app never renders",
  },
  {
    act: "make a <style>",
    at: /createElement\(`style`\).{0,60}\.nonce=/,
    places: 2,
    because:
      "React Aria's two fixed texts, which the policy allows by their hash (vite/ariaStyles)",
  },
  {
    act: "start a Worker",
    at: /class extends Error\{name=`WorkerLost`\}|type:`module`,name:/,
    places: 4,
    because: "our own workers; on the page their address comes from the Trusted Types policy",
  },
  {
    act: "start a Worker",
    at: /tfjs-backend-wasm-threaded-simd\.worker\.js/,
    places: 2,
    because: "tfjs starts WASM threads so, inside a worker, whose policy allows it",
  },
];

const folders = ["assets", "workers"];

function placesInBuild(): (Sink & { readonly file: string })[] {
  return folders.flatMap((folder) =>
    readdirSync(join("dist", folder))
      .filter((name) => name.endsWith(".js"))
      .flatMap((name) => {
        const file = join("dist", folder, name);
        return sinksOf(file, readFileSync(file, "utf8")).map((sink) => ({ ...sink, file }));
      }),
  );
}

const isFor = (entry: Allowed, sink: Sink) => entry.act === sink.act && entry.at.test(sink.excerpt);

const places = placesInBuild();
const unknown = places.filter((sink) => !allowed.some((entry) => isFor(entry, sink)));
for (const { file, act, excerpt } of unknown) {
  process.stderr.write(`${file}: would ${act}, which the policy forbids: …${excerpt}…\n`);
}
const miscounted = allowed.filter(
  (entry) => places.filter((sink) => isFor(entry, sink)).length !== entry.places,
);
for (const entry of miscounted) {
  const count = places.filter((sink) => isFor(entry, sink)).length;
  process.stderr.write(
    `allowed, but ${count} places instead of ${entry.places}: ${entry.act} (${entry.because})\n`,
  );
}
process.stdout.write(`${places.length} places known, ${unknown.length} forbidden\n`);
if (unknown.length + miscounted.length > 0) process.exitCode = 1;
