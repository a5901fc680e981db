import { expect, test } from "vitest";
import { errorsOf, markedFindings, mended } from "../../../test/compiler/marked-findings.ts";

const save = "export async function save() {}\n";

test.each([
  [`"use sever";\n${save}`, ['use-server-misspelled: "use sever";']],
  [`'use-server'\n${save}`, ["use-server-misspelled: 'use-server'"]],
  [`"use\\u0020server";\n${save}`, ['use-server-misspelled: "use\\u0020server";']],
  [`import a from "a";\n"use sever";\n${save}`, ['use-server-misspelled: "use sever";']],
  [
    `function f() {\n  "user server";\n  "use clinet";\n}`,
    ['use-server-misspelled: "user server";', 'use-server-misspelled: "use clinet";'],
  ],
  [
    `const f = async () => {\n  g();\n  "use action";\n};`,
    ['use-server-misspelled: "use action";'],
  ],
  [`class A { static async b() { "use serve" } }`, ['use-server-misspelled: "use serve"']],
  [`async function f() { "use cache remote"; }`, ['use-server-misspelled: "use cache remote";']],
  ["`use server`;", ["use-server-wrong-quotes: `use server`;"]],
  ["async function f() { `use cache`; }", ["use-server-wrong-quotes: `use cache`;"]],
  ["if (a) { `use server` }", ["use-server-wrong-quotes: `use server`"]],
  ["`use sever`;", ["use-server-misspelled: `use sever`;"]],
])("names what was meant as a directive: %j", (code, found) => {
  expect(markedFindings(code)).toEqual(found);
});

test.each([
  [`import a from "a";\n"use server";`, ["after-import"]],
  [`import a from "a";\n"use client";`, ["after-import"]],
  [`const a = 1;\n"use server";`, ["after-statement"]],
  [`("x");\n"use server";`, ["after-statement"]],
  [`("use server");`, ["in-parentheses"]],
  [`(("use client"))`, ["in-parentheses"]],
  [`"use strict"; ("use server");`, ["in-parentheses"]],
  [`async function f() { g(); "use server"; }`, ["after-statement"]],
  [`async function f() { g(); "use cache: remote"; }`, ["after-statement"]],
  [`async function f() { ("use server"); }`, ["in-parentheses"]],
  [`async function f() { if (a) { "use server"; } }`, ["in-block"]],
  [`async function f() { for (;;) { "use server"; } }`, ["in-block"]],
  [`async function f() { while (a) "use server"; }`, ["in-block"]],
  [`async function f() { switch (a) { case 1: "use server"; } }`, ["in-block"]],
  [
    `async function f() { try { "use server"; } finally { "use server"; } }`,
    ["in-block", "in-block"],
  ],
  [`async function f() { label: { "use server"; } }`, ["in-block"]],
  [`async function f() { label: "use server"; }`, ["in-block"]],
  [`async function f() { { "use server"; } }`, ["in-block"]],
  [`{ "use server"; }`, ["in-block"]],
  [`class A { static { "use server"; } }`, ["in-block"]],
  [`namespace A { "use server"; }`, ["in-block"]],
  [`function A() { "use client"; }`, ["in-function"]],
  [`const A = () => { g(); "use client"; }`, ["in-function"]],
] as const)("a directive without effect is named, with its place: %j", (code, places) => {
  const words = {
    "after-import": "it stands after an import",
    "after-statement": "other statements of this",
    "in-parentheses": "parentheses around it",
    "in-block": "it stands in a block",
    "in-function": "it marks files, and stands in a function",
  };
  const found = errorsOf(code);
  expect(found.map((each) => each.code)).toEqual(places.map(() => "use-server-not-first"));
  for (const [index, place] of places.entries())
    expect(found[index]?.message).toContain(words[place]);
});

test.each([
  [`"use server";\n"use server";`, ['duplicate-directive: "use server";']],
  [`"use client";\n'use client'`, ["duplicate-directive: 'use client'"]],
  [`async function f() { "use cache"; "use cache"; }`, ['duplicate-directive: "use cache";']],
  [
    `"use server"; "use server"; "use server";`,
    ['duplicate-directive: "use server";', 'duplicate-directive: "use server";'],
  ],
  [`"use client";\n"use server";`, ['use-server-and-use-client: "use server";']],
  [`"use server";\n"use strict";\n"use client";`, ['use-server-and-use-client: "use client";']],
  [`"use cache";\n"use client";`, ['use-server-and-use-client: "use client";']],
  [`"use server";\n"use cache";`, ['use-server-and-use-client: "use cache";']],
  [
    `async function f() { "use server"; "use cache"; }`,
    ['use-server-and-use-client: "use cache";'],
  ],
  [
    `async function f() { "use cache"; "use cache: remote"; }`,
    ['use-server-and-use-client: "use cache: remote";'],
  ],
])("one directive, once: %j", (code, found) => {
  expect(markedFindings(code)).toEqual(found);
});

test.each([
  `"use server";`,
  `'use server'`,
  `"use strict";\n"use server";`,
  `// why\n/* more */ "use server";`,
  `#!/usr/bin/env node\n"use client";`,
  `\uFEFF"use client";`,
  `"use cache: remote";\nexport async function f() {}`,
  `"use memo";\n"use no memo";\n"use workflow";\n"use asm";`,
  `function f() { "use memo"; "use step"; }`,
  `"use server";\nexport async function f() { "use server"; }`,
  `"use server";\nexport async function f() { "use cache"; }`,
  `"use cache";\nexport async function f() { async function g() { "use server"; } return g; }`,
  `export async function f() { "use server"; async function g() { "use server"; } return g; }`,
  "const a = `use server`; log(`use sever`, 'use-server');",
  `const f = () => "use server";`,
  "String.raw`use server`;",
  `if (a) { "use case"; "used server"; }`,
  `export const Text = () => <p title="use sever">use server</p>;`,
])("what is right is left alone: %j", (code) => {
  expect(markedFindings(code)).toEqual([]);
});

test.each([
  [`"use sever";\n${save}`, `"use server";\n${save}`],
  [`'useserver'\n${save}`, `'use server'\n${save}`],
  ["`use cahce: remote`\n" + save, `"use cache: remote"\n${save}`],
  ["(`use server`);\n" + save, `"use server";\n${save}`],
  [`("use server")\n${save}`, `"use server"\n${save}`],
  [
    `// licence\nimport a from "a";\n\n"use server"; // here\n${save}`,
    `// licence\n"use server";\n\nimport a from "a";\n\n// here\n${save}`,
  ],
  [
    `// licence\n\n// oxlint-disable-next-line no-restricted-imports\nimport a from "a";\n'use server'\n${save}`,
    `// licence\n\n'use server'\n\n// oxlint-disable-next-line no-restricted-imports\nimport a from "a";\n${save}`,
  ],
  [`import a from "a"\n"use sever"\n${save}`, `"use server"\n\nimport a from "a"\n${save}`],
  [`const a = 1; "use server"; const b = 2;`, `"use server";\n\nconst a = 1; const b = 2;`],
  [`(() => {})()\n"use server"\n`, `"use server";\n\n(() => {})()\n`],
  [`a()\n"use server";\n(b)()`, `"use server";\n\na()\n;\n(b)()`],
  [
    `\uFEFFimport a from "a";\r\n"use server";\r\n`,
    `\uFEFF"use server";\r\n\r\nimport a from "a";\r\n`,
  ],
  [
    `async function f() {\n    // first\n    g();\n    "use server";\n    h();\n}`,
    `async function f() {\n    // first\n    "use server";\n    g();\n    h();\n}`,
  ],
  [
    `import a from "a";\r\n\r\n"use server";\r\n\r\nf();\r\n`,
    `"use server";\r\n\r\nimport a from "a";\r\n\r\nf();\r\n`,
  ],
  [`async function f() { g(); "use server" }`, `async function f() { "use server"; g(); }`],
  [`"use server";\n"use server";\n${save}`, `"use server";\n${save}`],
  [`"use server"; "use server"; f();`, `"use server"; f();`],
  [`"use server";\nimport a from "a";\n"use server";\n`, `"use server";\nimport a from "a";\n`],
  [`import a from "a";\n"use server";\n"use server";\n`, `"use server";\n\nimport a from "a";\n`],
])("the mend of %j keeps the rest as it is", (code, right) => {
  expect(mended(code)).toBe(right);
  expect(markedFindings(right)).toEqual([]);
});

test.each([
  `async function f() { if (a) { "use server"; } }`,
  `function A() { "use client"; }`,
  `"use client";\nimport a from "a";\n"use server";`,
  `"use client";\n"use server";`,
  `async function f() { "use cache"; "use cache: remote"; }`,
])("what only the author can decide is not changed: %j", (code) => {
  expect(mended(code)).toBe(code);
});
