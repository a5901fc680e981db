import { describe, expect, test } from "vitest";
import { compileModule } from "../compiler/index.ts";
import { addModule, createAppModules, type AppModules } from "./app-modules.ts";
import { findUsers } from "./find-users.ts";
import { recordModule } from "./record-module.ts";

type Sources = Readonly<Record<string, string>>;

/** Records the modules of an app as a build does; those below `app/` are its routes. */
async function recorded(sources: Sources): Promise<AppModules> {
  const modules = createAppModules("/");
  const files = new Map(Object.entries(sources).map(([name, code]) => [`/${name}`, code]));
  const find = (specifier: string, importer: string): string | undefined => {
    const base = new URL(specifier, `file://${importer}`).pathname;
    return [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((id) => files.has(id));
  };
  for (const [id, code] of files) {
    const compiled = await compileModule({
      code,
      filename: id,
      root: "/",
      environment: "server",
      resolve: async (specifier, importer) => {
        const filename = find(specifier, importer);
        return filename === undefined ? undefined : { filename, code: files.get(filename) ?? "" };
      },
    });
    const resolve = async (specifier: string, importer = ""): Promise<never> => {
      const found = find(specifier, importer);
      // Only the id and whether it is a file of its own are read.
      return (found === undefined ? null : { id: found, external: false }) as never;
    };
    await recordModule({ modules }, { resolve }, { code, id, compiled });
    const seen = modules.byId.get(id);
    if (seen !== undefined && id.startsWith("/app/"))
      addModule(modules, { ...seen, isEntry: true });
  }
  return modules;
}

/** Who uses which action: `{"save of actions.ts": ["app/page.tsx"]}`. */
async function users(sources: Sources): Promise<Record<string, string[]>> {
  return named(await recorded(sources));
}

function named(modules: AppModules): Record<string, string[]> {
  const found = findUsers(modules);
  return Object.fromEntries(
    [...modules.byId.values()].flatMap((module) =>
      module.actions.flatMap(({ id, name }) => {
        const by = found.get(id);
        return by === undefined ? [] : [[`${name} of ${module.id.slice(1)}`, by]];
      }),
    ),
  );
}

const actions = `"use server";
  export async function save() {}
  export async function remove() {}
  export default async function first() {}`;

const page = (head: string, use: string): string =>
  `${head}\nexport default async function Page() { return <form action={${use}} />; }`;

describe("an action is an endpoint where it is taken", () => {
  const save = { "save of actions.ts": ["app/page.tsx"] };
  const first = { "default of actions.ts": ["app/page.tsx"] };
  const all = {
    "save of actions.ts": ["app/page.tsx"],
    "remove of actions.ts": ["app/page.tsx"],
    "default of actions.ts": ["app/page.tsx"],
  };
  const barrel = 'export * from "./actions";';
  test.each<[string, string, Sources, Record<string, string[]>]>([
    ["by its name", page('import { save } from "../actions";', "save"), {}, save],
    ["by another name", page('import { save as store } from "../actions";', "store"), {}, save],
    ["as the default", page('import first from "../actions";', "first"), {}, first],
    [
      "as the one named default",
      page('import { default as f } from "../actions";', "f"),
      {},
      first,
    ],
    ["by a namespace: all", page('import * as all from "../actions";', "all.save"), {}, all],
    ["by import(): all", page("", '(await import("../actions")).save'), {}, all],
    [
      "by import() of a list of others: all but the default",
      page("", '(await import("../barrel")).save'),
      { "barrel.ts": barrel },
      {
        "save of actions.ts": ["app/page.tsx"],
        "remove of actions.ts": ["app/page.tsx"],
      },
    ],
    [
      "through export *",
      page('import { save } from "../barrel";', "save"),
      { "barrel.ts": barrel },
      save,
    ],
    [
      "through a renaming",
      page('import { store } from "../barrel";', "store"),
      { "barrel.ts": 'export { save as store, remove as drop } from "./actions";' },
      save,
    ],
    [
      "through a default made of a name, and a name made of a default",
      page('import { last } from "../outer";', "last"),
      {
        "outer.ts": 'export { default as last } from "./barrel";',
        "barrel.ts": 'export { save as default, remove } from "./actions";',
      },
      save,
    ],
    [
      "through an import that is exported",
      page('import { store } from "../barrel";', "store"),
      {
        "barrel.ts":
          'import { save, remove } from "./actions"; export { save as store }; export { remove };',
      },
      save,
    ],
    [
      "through an import that is the default export",
      page('import store from "../barrel";', "store"),
      { "barrel.ts": 'import { save } from "./actions"; export default save;' },
      save,
    ],
    [
      "through a namespace that is exported: all",
      page('import { posts } from "../barrel";', "posts.save"),
      { "barrel.ts": 'export * as posts from "./actions";' },
      all,
    ],
    [
      "through a namespace that is imported and exported: all",
      page('import { posts } from "../barrel";', "posts.save"),
      { "barrel.ts": 'import * as posts from "./actions"; export { posts };' },
      all,
    ],
    [
      "not through a namespace that nobody takes",
      page('import { save } from "../barrel";', "save"),
      { "barrel.ts": 'export * as posts from "./actions"; export { save } from "./actions";' },
      save,
    ],
    [
      "through a chain of modules",
      page('import { d } from "../d";', "d"),
      {
        "d.ts": 'export * from "./c";',
        "c.ts": 'export { b as d } from "./b";',
        "b.ts": 'export * from "./a";',
        "a.ts": 'import { save as b } from "./actions"; export { b };',
      },
      save,
    ],
    [
      "through modules that export each other",
      page('import { save } from "../one";', "save"),
      {
        "one.ts": 'export * from "./two";',
        "two.ts": 'export * from "./one"; export * from "./actions";',
      },
      save,
    ],
    [
      "not where a name of the list's own hides it",
      page('import { save } from "../barrel";', "save"),
      { "barrel.ts": 'export * from "./actions"; export const save = 1;' },
      {},
    ],
    [
      "not where only its type is used",
      page('import { save } from "../actions"; type Save = typeof save;', "x as Save"),
      {},
      {},
    ],
  ])("%s", async (_, code, others, expected) => {
    const app = { "app/page.tsx": code, "actions.ts": actions, ...others };
    expect(await users(app)).toEqual(expected);
    const reversed = Object.fromEntries(Object.entries(app).toReversed());
    expect(await users(reversed)).toEqual(expected);
  });
});

test("client modules and server modules that take an action are its users, the list between them is not", async () => {
  expect(
    await users({
      "app/page.tsx": page(
        'import { save } from "../barrel"; import { B } from "../b";',
        "save(B)",
      ),
      "b.tsx": '"use client"; import { save } from "./barrel"; export const B = () => save();',
      "barrel.ts": 'export { save } from "./actions";',
      "actions.ts": actions,
    }),
  ).toEqual({ "save of actions.ts": ["app/page.tsx", "b.tsx"] });
});

test("a file of actions that hands on another's has the endpoint: the other is only called", async () => {
  expect(
    await users({
      "app/page.tsx": page('import { store } from "../actions/all";', "store"),
      "actions/all.ts": '"use server"; export { save as store } from "../actions";',
      "actions.ts": `"use server";
        import { inner } from "./inner";
        export async function save() { return inner; }`,
      "inner.ts": '"use server"; export async function inner() {}',
    }),
  ).toEqual({
    "store of actions/all.ts": ["app/page.tsx"],
    "inner of inner.ts": ["actions.ts"],
  });
});

describe("what nobody uses takes nothing", () => {
  test("an unused action: neither what it imports, nor the actions in it, nor itself", async () => {
    const code = (use: string): Sources => ({
      "app/page.tsx": page('import { save, other } from "../actions";', use),
      "actions.tsx": `"use server";
        import { inner } from "./inner";
        export async function save() {}
        export async function other() { return again(inner); }
        async function again(x) {
          const late = async () => { "use server"; };
          return [x, late, setTimeout(other)];
        }`,
      "inner.ts": '"use server"; export async function inner() {}',
    });
    expect(await users(code("save"))).toEqual({ "save of actions.tsx": ["app/page.tsx"] });
    expect(await users(code("other"))).toEqual({
      "other of actions.tsx": ["actions.tsx", "app/page.tsx"],
      "again.late of actions.tsx": ["actions.tsx"],
      "inner of inner.ts": ["actions.tsx"],
    });
  });

  test("an unused component and the action in it", async () => {
    expect(
      await users({
        "app/page.tsx": page('import { Used } from "../forms";', "<Used />"),
        "forms.tsx": `
          import { save, remove } from "./actions";
          export const Used = () => <form action={save} />;
          export function Unused() {
            async function late() { "use server"; }
            return [late, remove];
          }`,
        "actions.ts": actions,
      }),
    ).toEqual({ "save of actions.ts": ["forms.tsx"] });
  });

  test("what runs as a module loads is used, whoever takes it", async () => {
    expect(
      await users({
        "app/page.tsx": 'import "../forms"; export default () => null;',
        "forms.tsx": `
          import { save, remove } from "./actions";
          const table = { save };
          class Row { static remove = remove; }
          const late = async () => { "use server"; };
          register(late);`,
        "actions.ts": actions,
      }),
    ).toEqual({
      "save of actions.ts": ["forms.tsx"],
      "remove of actions.ts": ["forms.tsx"],
      "late of forms.tsx": ["forms.tsx"],
    });
  });
});

test("an exported action that its own file hands out is taken by that file; called there it is not", async () => {
  expect(
    await users({
      "app/page.tsx": page('import { two } from "../actions";', "two"),
      "actions.tsx": `"use server";
        export async function one() {}
        export async function two() { await three(); return <form action={one} />; }
        export async function three() {}`,
    }),
  ).toEqual({ "one of actions.tsx": ["actions.tsx"], "two of actions.tsx": ["app/page.tsx"] });
});

test("a module that another one takes unseen has all its actions taken, by that one's name", async () => {
  const modules = await recorded({ "actions.ts": actions });
  const known = modules.byId.get("/actions.ts");
  if (known === undefined) throw new Error("not recorded");
  addModule(modules, { ...known, unreadImporters: ["\0virtual:pages", "/app/post.mdx"] });
  const by = ["app/post.mdx", "virtual:pages"];
  expect(named(modules)).toEqual({
    "save of actions.ts": by,
    "remove of actions.ts": by,
    "default of actions.ts": by,
  });
});

test("a chain of ten thousand modules is followed", async () => {
  const sources: Record<string, string> = { "m0.ts": actions };
  for (let n = 1; n <= 10_000; n += 1) sources[`m${n}.ts`] = `export * from "./m${n - 1}";`;
  sources["app/page.tsx"] = page('import { save } from "../m10000";', "save");
  expect(await users(sources)).toEqual({ "save of m0.ts": ["app/page.tsx"] });
}, 20_000);
