import { describe, expect, it } from "vitest";
import { sinksOf } from "./sinks.ts";

const actsIn = (source: string) => sinksOf("a.js", source).map(({ act }) => act);

describe("what the page's policy forbids", () => {
  it.each([
    ["a.innerHTML = ''", "set innerHTML"],
    ["a['outerHTML'] = b", "set outerHTML"],
    ["frame[`srcdoc`] += b", "set srcdoc"],
    ["a?.b.insertAdjacentHTML('x', y)", "call insertAdjacentHTML"],
    ["document.write(a)", "call document.write"],
    ["a.document.write(a)", "call document.write"],
    ["new DOMParser().parseFromString(a, b)", "call parseFromString"],
    ["range.createContextualFragment(a)", "call createContextualFragment"],
    ["eval(a)", "call eval"],
    ["(0, eval)(a)", "call eval"],
    ["new Function('return 1')", "call Function"],
    ["Function('return this')()", "call Function"],
    ["setTimeout('a()', 1)", "call setTimeout with a text"],
    ["window.setInterval(`a()`, 1)", "call setInterval with a text"],
    ["a.setAttribute('onclick', b)", "set the attribute onclick"],
    ["a.setAttribute('style', b)", "set the attribute style"],
    ["document.createElement('script')", "make a <script>"],
    ["document.createElementNS(svg, 'SCRIPT')", "make a <script>"],
    ["new Worker(a)", "start a Worker"],
    ["new window.SharedWorker(a)", "start a SharedWorker"],
    ["importScripts(a)", "call importScripts"],
  ])("is found in %s", (source, act) => {
    expect(actsIn(source)).toEqual([act]);
  });

  it.each([
    "const text = \"a.innerHTML = ''\"",
    "setTimeout(() => a(), 1)",
    "a.textContent = b; a.replaceChildren()",
    "a.setAttribute('title', b)",
    "stream.write(b)",
    "a.style.width = b",
    "const html = a.innerHTML",
  ])("is not found in %s", (source) => {
    expect(actsIn(source)).toEqual([]);
  });

  it("is told with the script around it", () => {
    expect(sinksOf("a.js", "before();\n  a.innerHTML = b; after()")).toEqual([
      { act: "set innerHTML", excerpt: "before(); a.innerHTML = b; after()" },
    ]);
  });
});
