import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { findingsOf } from "../../../test/compiler/app-of-files.ts";
import { browserNames } from "../next/is-browser-name.ts";

const client = '"use client";\n';

test.each([
  [
    "a hook of a page",
    'import { useState } from "react";\nexport default () => useState(0);',
    "useState",
  ],
  [
    "a hook of a component beside it",
    'import { useRef } from "react";\nfunction Box() { return useRef(null); }\nexport default () => <Box />;',
    "useRef",
  ],
  [
    "a member of React",
    'import React from "react";\nexport default () => React.useEffect(() => {});',
    "React.useEffect",
  ],
  [
    "a member of a namespace",
    'import * as R from "react";\nexport default () => R.useReducer(r, 0);',
    "R.useReducer",
  ],
  [
    "a context",
    'import { createContext } from "react";\nconst C = createContext(0);\nexport default () => null;',
    "createContext",
  ],
  [
    "a class component",
    'import { Component } from "react";\nclass A extends Component {}\nexport default () => null;',
    "Component",
  ],
  [
    "a hook of the router",
    'import { useRouter } from "next/navigation";\nexport default () => useRouter();',
    "useRouter",
  ],
  [
    "a hook of this package",
    'import { useAction } from "edict/client";\nexport default () => useAction(a);',
    "useAction",
  ],
  [
    "a hook of forms",
    'import { useFormStatus } from "react-dom";\nexport default () => useFormStatus();',
    "useFormStatus",
  ],
  [
    "a module that says so",
    'import "client-only";\nexport default () => null;',
    'import "client-only";',
  ],
])("%s is marked", async (_, page, marked) => {
  expect(await findingsOf({ "app/page.tsx": page })).toEqual([
    `browser-api-on-server app/page.tsx: ${marked}`,
  ]);
});

test("a component that a page renders is told with who imports it, one of the browser's is not", async () => {
  const files = {
    "app/page.tsx":
      'import { A } from "./a";\nimport { B } from "./b";\nexport default () => <A b={<B />} />;',
    "app/a.tsx": 'import { useState } from "react";\nexport const A = () => useState(0)[0];',
    "app/b.tsx": `${client}import { C } from "./c";\nexport const B = () => <C />;`,
    "app/c.tsx": 'import { useState } from "react";\nexport const C = () => useState(0)[0];',
  };
  expect(await findingsOf(files)).toEqual(["browser-api-on-server app/a.tsx: useState"]);
});

test("of a module of both sides only what the server takes of it is told", async () => {
  const shared = [
    'import { createContext, useState } from "react";',
    "export const themes = [1];",
    "export const useTheme = () => useState(themes);",
    "export const Both = () => useState(1)[0];",
  ].join("\n");
  const files = {
    "app/page.tsx":
      'import { Both, themes } from "./shared";\nexport default () => <Both a={themes} />;',
    "app/b.tsx": `${client}import { Both, useTheme } from "./shared";\nexport const B = () => <Both t={useTheme()} />;`,
    "app/shared.tsx": shared,
  };
  expect(await findingsOf(files)).toEqual(["browser-api-on-server app/shared.tsx: useState"]);
  const quiet = {
    ...files,
    "app/page.tsx": 'import { themes } from "./shared";\nexport default () => <p>{themes}</p>;',
  };
  expect(await findingsOf(quiet)).toEqual([]);
});

test("what is no use of such a name is left alone", async () => {
  const page = [
    'import { useId, use, cache, type Component } from "react";',
    'import type { useState } from "react";',
    'export { useEffect } from "react";',
    'import { redirect } from "next/navigation";',
    "type State = typeof useState;",
    "export default (p: Component & State) => [useId(), use(p), cache, redirect];",
  ].join("\n");
  expect(await findingsOf({ "app/page.tsx": page })).toEqual([]);
  const piece = 'import { useState } from "react";\nexport const A = () => useState(0);';
  expect(await findingsOf({ "lib/a.tsx": piece })).toEqual([]);
});

test("the names are those that React's build for the server lacks", () => {
  const require = createRequire(import.meta.url);
  for (const [name, known] of Object.entries(browserNames)) {
    const folder = join(dirname(require.resolve(`${name}/package.json`)), "cjs");
    const exported = (file: string): Set<string> =>
      new Set(
        [...readFileSync(join(folder, file), "utf8").matchAll(/^exports\.(\w+) =/gm)].map(
          ([, each = ""]) => each,
        ),
      );
    const server = exported(`${name}.react-server.production.js`);
    const lacking = [...exported(`${name}.production.js`)].filter((each) => !server.has(each));
    const forApps = lacking.filter(
      (each) => !/^(?:__|unstable_use|act$|addTransitionType$|browser$)/.test(each),
    );
    expect([...known].toSorted()).toEqual(forApps.toSorted());
  }
});
