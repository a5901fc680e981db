import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  buildPackage,
  buildSmallApp,
  callAction,
  inspectedActions,
  makeApp,
  removeApp,
  startBuiltApp,
  startSmallApp,
  submitForm,
  until,
  writeFiles,
  type AppFiles,
  type ServedApp,
} from "./small-app.ts";

const made: string[] = [];

beforeAll(buildPackage, 60_000);

afterAll(() => Promise.all(made.map(removeApp)));

async function app(files: AppFiles): Promise<string> {
  const root = await makeApp({
    "app/layout.tsx":
      "export default ({ children }) => <html><head /><body>{children}</body></html>;",
    ...files,
  });
  made.push(root);
  return root;
}

async function build(root: string): Promise<void> {
  const { output, code } = await buildSmallApp(root);
  expect({ output, code }).toMatchObject({ code: 0 });
}

/** Texts of the files below a folder of a build, by their names. */
async function filesOf(root: string, folder: string): Promise<Map<string, string>> {
  const entries = await readdir(join(root, ".edict/build", folder), {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async ({ parentPath, name }) => {
    const text = await readFile(join(parentPath, name), "latin1");
    return [name, text] as const;
  });
  return new Map(await Promise.all(texts));
}

/** Words that begin with `canary`, in any spelling, found in any of the texts. */
function canaries(texts: Iterable<string>): string[] {
  return [...new Set([...texts].flatMap((text) => text.match(/canary\w*/gi) ?? []))].toSorted();
}

describe("a production build", () => {
  const actions = `"use server";
    // canaryComment
    import { readFile as canaryImported } from "node:fs/promises";
    import canaryDatabase from "../lib/canary-database";
    import { canaryCached } from "../lib/canary-cached";
    /** canaryDocumentation */
    export type CanaryKind = { canaryMember: "canaryLiteralType" };
    class CanaryClass { static canaryStatic = /canaryRegex/g; #canaryPrivate = 1; }
    const canaryTop = \`canaryTemplate\${canaryDatabase}\`;
    export async function save(data: FormData, canaryParameter = "canaryDefaultValue") {
      canaryLabel: for (const canaryLoop of [data]) continue canaryLabel;
      return [canaryTop, canaryParameter, CanaryClass.canaryStatic, canaryCached()];
    }
    export const remove = async ({ canaryKey = "canaryPattern" }: Record<string, string>) =>
      [canaryImported, canaryKey];
    export default async function canaryDefault() {
      async function canaryInner() { "use server"; return "canaryInnerString"; }
      return <b className="canaryClassName" action={canaryInner}>canaryText</b>;
    }
    export { remove as "canary string name" };`;
  const page = `
    import { save } from "../actions/canary-posts";
    import { Button } from "../lib/button";
    import { shared } from "../lib/shared";
    export default function Page() {
      const secret = "canaryCaptured";
      const inline = async (canaryArgument = "canaryInlineDefault") => {
        "use server";
        const canaryLocal = [secret, canaryArgument, /canaryInlineRegex/, \`canaryInlineTemplate\`];
        return <i title="canaryInlineTitle">{canaryLocal}</i>;
      };
      return <form action={save}><Button inline={inline}>{shared()}</Button></form>;
    }`;
  const shared = `
    import { canaryHidden } from "./canary-hidden";
    const canaryHelper = () => "canaryHelperText" + canaryHidden;
    const canaryConnection = globalThis.canaryConnect?.("canaryConnectString");
    export function make() {
      return async function canaryOwn({ canarySharedKey } = { canarySharedKey: "canarySharedDefault" }) {
        "use server"; // canarySharedComment
        return "canarySharedBody" + canaryHelper() + canaryConnection + canarySharedKey;
      };
    }
    export const shared = () => "shared";`;
  const files: AppFiles = {
    "app/page.tsx": page,
    "app/icon.css": ".icon { color: red }",
    "lib/shared.tsx": shared,
    "lib/button.tsx": `"use client";
      import { lazy } from "react";
      import "../app/icon.css";
      import * as posts from "../actions/canary-posts";
      const Late = lazy(() => import("./late"));
      export const Button = ({ inline, children }) =>
        <button className="icon" onClick={() => [posts.remove({}), inline()]}>{children}<Late /></button>;`,
    "lib/late.tsx": `"use client";
      import archive from "../actions/canary-posts";
      import { shared } from "./shared";
      export default () => <i onClick={archive}>late {shared()}</i>;`,
    "lib/canary-hidden.ts": 'export const canaryHidden = globalThis.canaryGlobal ?? "canaryValue";',
    "lib/canary-database.ts":
      'console.log; export default globalThis.canaryUrl ?? "canaryUrlText";',
    "lib/canary-cached.ts": `"use cache";
      export async function canaryCached() { "use cache"; return "canaryCachedText"; }`,
    "actions/canary-posts.tsx": actions,
  };

  test.each([
    ["minified", "{ sourcemap: true }"],
    ["as it is written", "{ sourcemap: true, minify: false, cssMinify: false }"],
  ])(
    "has nothing of an action's module in a file of the browser, a source map or a page, %s",
    async (_, options) => {
      const root = await app({
        ...files,
        "vite.config.mjs": `export default { build: ${options} };`,
      });
      await build(root);
      const browser = await filesOf(root, "client");
      const names = [...browser.keys()];
      for (const ending of [".js", ".js.map", ".css"])
        expect(
          names.some((name) => name.endsWith(ending)),
          `${ending} in ${names.join()}`,
        ).toBe(true);
      const maps = [...browser].filter(([name]) => name.endsWith(".map")).map(([, text]) => text);
      expect(maps.join()).toContain("shared.tsx");
      expect(canaries(names)).toEqual([]);
      // The sources of the app's own Client Components name the files that they import.
      const specifiers = /\.\.\/actions\/canary-posts/g;
      const texts = [...browser.values()].map((text) => text.replaceAll(specifiers, ""));
      expect(canaries(texts)).toEqual([]);
      const scripts = [...browser].filter(([name]) => !name.endsWith(".map"));
      expect(canaries(scripts.map(([, text]) => text))).toEqual([]);
      // Were they spelled wrongly here, nothing would have been looked for.
      expect(canaries((await filesOf(root, "rsc")).values()).length).toBeGreaterThan(20);

      const running = await startBuiltApp(root);
      try {
        const html = await (await fetch(running.url)).text();
        expect(html).toContain("<form");
        expect(canaries([html])).toEqual([]);
      } finally {
        await running.stop();
      }
    },
    120_000,
  );

  test("has no code of unused actions on the server, and tells who uses the others", async () => {
    const root = await app({
      "actions/posts.ts": `"use server";
        import { store } from "../lib/store";
        export async function save() { return store("USED-save"); }
        export async function remove() { return "USED-remove"; }
        export const archive = async () => store("UNUSED-arrow");
        export async function restore() {
          async function inner() { "use server"; return "UNUSED-inner"; }
          return [inner, "UNUSED-function"];
        }
        export default async function () { return "UNUSED-default"; }
        const hidden = async () => "UNUSED-list";
        export { hidden as shown, hidden as "shown twice" };`,
      "actions/more.ts": `"use server";
        import { inner } from "./inner";
        export async function publish() { return ["UNUSED-publish", inner]; }
        export async function used() { return "USED-used"; }
        export { late as again, never } from "./inner";`,
      "actions/inner.ts": `"use server";
        export async function inner() { return "UNUSED-imported"; }
        export async function late() { return "USED-late"; }
        export async function never() { return "UNUSED-never"; }`,
      "actions/index.ts":
        'export * from "./posts"; export { used as renamed, publish, again, never } from "./more";',
      "lib/store.ts": "export const store = (value) => value;",
      "lib/forms.tsx": `import { archive } from "../actions";
        export const Form = ({ action }) => <form action={action} />;
        export const Unused = () => {
          const inline = async () => { "use server"; return "UNUSED-inline"; };
          return <form action={inline}><button formAction={archive} /></form>;
        };`,
      "lib/button.tsx": `"use client";
        import { remove } from "../actions";
        export const Button = () => <button onClick={() => remove()} />;`,
      "app/page.tsx": `import { save, renamed, again } from "../actions";
        import { Form } from "../lib/forms";
        import { Button } from "../lib/button";
        export default () => [save, renamed, again].map((each, n) => <Form key={n} action={each} />).concat(<Button key="b" />);`,
    });
    await build(root);
    const used = (await inspectedActions(root)).map(
      ({ name, file, usedBy }) => `${name} of ${file} by ${usedBy.join()}`,
    );
    expect(used.toSorted()).toEqual([
      "again of actions/more.ts by app/page.tsx",
      "remove of actions/posts.ts by lib/button.tsx",
      "save of actions/posts.ts by app/page.tsx",
      "used of actions/more.ts by app/page.tsx",
    ]);
    const server = [...(await filesOf(root, "rsc")).values()].join("\n");
    const found = new Set(server.match(/(?:UN)?USED-\w+/g));
    expect([...found].toSorted()).toEqual(["USED-late", "USED-remove", "USED-save", "USED-used"]);
  }, 120_000);

  test("knows the actions that what actions return leads to, however far", async () => {
    const step = (n: number): AppFiles => ({
      [`steps/button${n}.tsx`]: `"use client";
        import { step${n} } from "./actions${n}";
        export const Button = () => <button onClick={step${n}} />;`,
      [`steps/actions${n}.tsx`]: `"use server";
        import { Button } from "./button${n + 1}";
        export async function step${n}() { return <Button />; }
        export async function unused${n}() {}`,
    });
    const root = await app({
      ...step(1),
      ...step(2),
      ...step(3),
      "steps/button4.tsx": '"use client"; export const Button = () => null;',
      "app/page.tsx": 'export { Button as default } from "../steps/button1";',
    });
    await build(root);
    expect((await inspectedActions(root)).map(({ name }) => name).toSorted()).toEqual([
      "step1",
      "step2",
      "step3",
    ]);
  }, 120_000);

  test("knows the actions that other plugins' modules and code take", async () => {
    const root = await app({
      "vite.config.mjs": `
        const menu = {
          name: "menu",
          resolveId: (id) => (id === "virtual:menu" ? "\\0virtual:menu" : undefined),
          load: (id) =>
            id === "\\0virtual:menu"
              ? 'import { open } from "/actions/menu.ts"; export const menu = [open];'
              : undefined,
        };
        const imports = {
          name: "imports",
          transform: (code, id) =>
            id.endsWith("/lib/auto.tsx") ? 'import { save } from "../actions/auto";' + code : undefined,
        };
        const markdown = {
          name: "markdown",
          transform: (code, id) =>
            id.endsWith(".md")
              ? 'import { send } from "./actions/text"; export const parts = [send, ' + JSON.stringify(code) + "];"
              : undefined,
        };
        export default { plugins: [menu, imports, markdown] };`,
      "actions/menu.ts": '"use server"; export async function open() {}',
      "actions/auto.ts": '"use server"; export async function save() {}',
      "actions/text.ts": '"use server"; export async function send() {}',
      "lib/auto.tsx": "export const Auto = () => <form action={save} />;",
      "text.md": "# Text",
      "app/page.tsx": `import { menu } from "virtual:menu";
        import { Auto } from "../lib/auto";
        import { parts } from "../text.md";
        export default () => <><form action={menu[0]} /><Auto /><form action={parts[0]} /></>;`,
    });
    await build(root);
    const used = (await inspectedActions(root)).map(
      ({ name, usedBy }) => `${name} by ${usedBy.join()}`,
    );
    expect(used.toSorted()).toEqual([
      "open by virtual:menu",
      "save by lib/auto.tsx",
      "send by text.md",
    ]);
  }, 120_000);
});

describe("a module that Server Components and actions import", () => {
  const files: AppFiles = {
    "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./*"]}}}',
    "lib/counter.ts": `let count = 0;
      export const bump = (by = 1) => (count += by);
      export const read = () => count;`,
    "instrumentation.ts":
      'import { bump } from "./lib/counter"; export const register = () => { bump(1000); };',
    "app/actions.ts": `"use server";
      import { bump } from "@/lib/counter";
      export async function add() { bump(); }`,
    "app/far.ts": `"use server";
      import { bump, read } from "../lib/counter.ts";
      export async function far() { bump(10); return "the count is " + read(); }`,
    "app/button.tsx": `"use client";
      import { far } from "./far";
      import { read } from "../lib/counter";
      export const Button = () => <button onClick={() => far()}>browser {read()}</button>;`,
    "app/count/route.ts":
      'import { read } from "@/lib/counter"; export const GET = () => new Response("count " + read());',
    "app/page.tsx": `import { read } from "../lib/counter";
      import { add } from "./actions";
      import { Button } from "./button";
      export default () => <main><form action={add} /><p>{\`count \${read()}\`}</p><Button /></main>;`,
    "app/inline/page.tsx": `import { bump, read } from "@/lib/counter";
      export default () =>
        <form action={async () => { "use server"; bump(100); }}>{\`count \${read()}\`}</form>;`,
  };

  /** Counts by every way there is: forms without JavaScript, a call, a handler. */
  async function counts({ url }: ServedApp, far: string): Promise<void> {
    const shown = (text: string): string | undefined => /count \d+/.exec(text)?.[0];
    const textAt = async (path: string): Promise<string | undefined> =>
      shown(await (await fetch(url + path)).text());
    await until(async () => (await countAt(url)) === 1000); // in development register() runs meanwhile
    expect(shown(await (await submitForm(`${url}/`)).text())).toBe("count 1001");
    expect(await callAction(`${url}/`, far)).toContain("the count is 1011");
    expect(shown(await (await submitForm(`${url}/inline`)).text())).toBe("count 1111");
    expect(await textAt("/")).toBe("count 1111");
    expect(await textAt("/count")).toBe("count 1111");
    // What renders HTML is a program of its own, as the browser is.
    expect(await (await fetch(url)).text()).toContain("browser <!-- -->0");
  }

  async function countAt(url: string): Promise<number> {
    return Number(/count (\d+)/.exec(await (await fetch(url)).text())?.[1]);
  }

  test("is one for both in production", async () => {
    const root = await app(files);
    await build(root);
    const far = (await inspectedActions(root)).find(({ name }) => name === "far");
    const running = await startBuiltApp(root);
    try {
      await counts(running, far?.id ?? "");
    } finally {
      await running.stop();
    }
  }, 120_000);

  test("is one for both in development, and after a file of actions was saved", async () => {
    const root = await app(files);
    const running = await startSmallApp(root);
    try {
      await fetch(running.url);
      const stub = await (await fetch(`${running.url}/app/far.ts`)).text();
      await counts(running, /"([0-9a-f]{50})"/.exec(stub)?.[1] ?? stub);
      // Vite starts the server's modules anew after a change: then again both have the same one.
      const added = async (): Promise<number> => {
        const before = await countAt(running.url);
        await submitForm(`${running.url}/`);
        return (await countAt(running.url)) - before;
      };
      const actionsFile = files["app/actions.ts"] ?? "";
      await writeFiles(root, { "app/actions.ts": actionsFile.replace("bump()", "bump(5000)") });
      await until(async () => (await added()) === 5000);
      expect(await added()).toBe(5000);
    } finally {
      await running.stop();
    }
  }, 120_000);
});
