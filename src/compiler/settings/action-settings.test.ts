import { describe, expect, test } from "vitest";
import type { ActionSettings } from "../../protocol/index.ts";
import { compileModule } from "../compile-module.ts";
import type { CompiledModule } from "../compile-types.ts";

async function compile(code: string): Promise<CompiledModule> {
  return compileModule({
    code,
    filename: "/app/app/actions.tsx",
    root: "/app",
    environment: "server",
    rules: {
      "action-without-auth": "off",
      "action-without-validation": "off",
      "mutation-without-revalidate": "off",
    },
  });
}

const imported = `import { configure } from "edict";\n`;

function action(settings: string): string {
  return `"use server";\n${imported}export const save = configure(${settings}, async (id) => id);\n`;
}

async function settingsIn(code: string): Promise<readonly (ActionSettings | undefined)[]> {
  const { actions, diagnostics } = await compile(code);
  expect(diagnostics).toEqual([]);
  return actions.map(({ settings }) => settings);
}

describe("settings of an action", () => {
  test.each<[string, ActionSettings]>([
    [`{ bodySizeLimit: "50mb" }`, { maxBodyBytes: 52_428_800 }],
    [`{ bodySizeLimit: \`1kb\` }`, { maxBodyBytes: 1_024 }],
    [`{ "timeoutSeconds": 0.25 }`, { timeoutMs: 250 }],
    [`{ accepts: ["streams", "references", "streams"] }`, { accepts: ["streams", "references"] }],
    [`{ sealed: 2 }`, { sealed: 2 }],
    [`({ dispatch: "latest" } as const)`, { dispatch: "latest" }],
    [`{ rateLimit: { perMinute: 30 } } satisfies object`, { callsPerMinute: 30 }],
  ])("are read from %s", async (written, settings) => {
    expect(await settingsIn(action(written))).toEqual([settings]);
  });

  test("are absent where none are set", async () => {
    expect(await settingsIn(action("{}"))).toEqual([undefined]);
  });

  test("are found under other names of the export, and through a list", async () => {
    const code = `"use server";\n${imported}const save = configure({ timeoutSeconds: 1 }, async () => 1);\nexport { save, save as store };\n`;
    expect(await settingsIn(code)).toEqual([{ timeoutMs: 1_000 }, { timeoutMs: 1_000 }]);
  });

  test("are found around an inline action, which keeps its name and its id", async () => {
    const page = (open: string, close: string): string =>
      `${imported}export default function Page({ id }) {\n  const save = ${open}async () => { "use server"; return id; }${close};\n  return <form action={save} />;\n}\n`;
    const [plain] = (await compile(page("", ""))).actions;
    const [own] = (await compile(page("configure({ timeoutSeconds: 2 }, ", ")"))).actions;
    expect(own).toEqual({ ...plain, settings: { timeoutMs: 2_000 } });
    expect(own?.name).toBe("Page.save");
  });

  test("change no id", async () => {
    const plain = `"use server";\nexport const save = async (id) => id;\n`;
    const [{ id } = { id: "" }] = (await compile(plain)).actions;
    const ids = ["{}", `{ bodySizeLimit: "2mb" }`].map(
      async (each) => (await compile(action(each))).actions[0]?.id,
    );
    expect(await Promise.all(ids)).toEqual([id, id]);
  });

  test("come along where the action is exported of another file", async () => {
    const { actions } = await compileModule({
      code: `"use server";\nexport { save } from "./other";\n`,
      filename: "/app/app/actions.ts",
      root: "/app",
      environment: "server",
      resolve: async () => ({
        filename: "/app/app/other.ts",
        code: action("{ timeoutSeconds: 3 }"),
      }),
    });
    expect(actions[0]?.settings).toEqual({ timeoutMs: 3_000 });
  });

  test("mean nothing of a function that is only called the same", async () => {
    const code = `"use server";\nimport { configure } from "./own";\nexport const save = configure({ anything: 1 }, async () => 1);\n`;
    expect(await settingsIn(code)).toEqual([undefined]);
  });
});

async function faultsIn(code: string): Promise<readonly (readonly [string, string])[]> {
  const { diagnostics } = await compile(code);
  return diagnostics.map(({ code: name, severity, line, column, endColumn, message }) => {
    expect([name, severity]).toEqual(["action-settings-invalid", "error"]);
    return [code.split("\n")[line - 1]?.slice(column - 1, endColumn - 1) ?? "", message];
  });
}

describe("action-settings-invalid", () => {
  test.each([
    ["limits", "limits", "no object literal"],
    ["{ ...shared }", "...shared", "not all written out"],
    ["{ [key]: 1 }", "[key]: 1", "not all written out"],
    ["{ bodySizelimit: 1 }", "bodySizelimit", 'Did you mean "bodySizeLimit"?'],
    ["{ __proto__: 1 }", "__proto__", "is no setting"],
    ["{ constructor: 1 }", "constructor", "is no setting"],
    ["{ bodySizeLimit: limit }", "limit", "a literal"],
    ["{ bodySizeLimit: 2 * 1024 }", "2 * 1024", "a literal"],
    ["{ bodySizeLimit }", "bodySizeLimit", "a literal"],
    ['{ bodySizeLimit: "fifty" }', '"fifty"', 'such as "50mb"'],
    ["{ bodySizeLimit: 0 }", "0", "above 0"],
    ["{ timeoutSeconds: -1 }", "-1", "above 0"],
    ['{ timeoutSeconds: "30" }', '"30"', "a number of seconds"],
    ["{ timeoutSeconds: 1e9 }", "1e9", "at most 86400"],
    ['{ accepts: "streams" }', '"streams"', "a list of"],
    ['{ accepts: ["stream"] }', '["stream"]', '"streams" or "references"'],
    ["{ sealed: 0 }", "0", "1 to 64"],
    ["{ sealed: 1.5 }", "1.5", "1 to 64"],
    ["{ sealed: true }", "true", "1 to 64"],
    ['{ dispatch: "serial" }', '"serial"', '"ordered" or "parallel" or "latest"'],
    ["{ rateLimit: { perSecond: 1 } }", "{ perSecond: 1 }", "perMinute: 30"],
    ["{ rateLimit: { perMinute: 1.5 } }", "{ perMinute: 1.5 }", "whole number"],
    ['{ timeoutSeconds: 1, "timeoutSeconds": 2 }', '"timeoutSeconds"', "twice"],
  ])("names what is wrong with %s", async (settings, underlined, problem) => {
    const faults = await faultsIn(action(settings));
    expect(faults).toEqual([[underlined, expect.stringContaining(problem)]]);
  });

  test("names every fault, not only the first", async () => {
    expect(await faultsIn(action("{ timeoutSeconds: 0, other: 1 }"))).toHaveLength(2);
  });

  test.each([
    [
      "a function that is no export",
      "configure({}, async () => 1);\nexport async function save() {}",
    ],
    ["what a wrapper gets", "export const save = guard(configure({}, async () => 1));"],
    ["another configure()", "export const save = configure({}, configure({}, async () => 1));"],
  ])("names settings that reach no action: around %s", async (_, code) => {
    const faults = await faultsIn(`"use server";\n${imported}${code}\n`);
    expect(faults).toEqual([["configure", expect.stringContaining("is no export of this file")]]);
  });

  test("names settings of a function without a directive", async () => {
    const code = `${imported}export const save = configure({}, async () => 1);\nexport async function Page() {\n  return <form action={async () => { "use server"; }} />;\n}\n`;
    expect(await faultsIn(code)).toEqual([
      ["configure", expect.stringContaining("does not begin")],
    ]);
  });

  test("names settings without an action", async () => {
    const code = `"use server";\n${imported}export const save = configure({ timeoutSeconds: 1 });\n`;
    const faults = await faultsIn(code);
    expect(faults).toEqual([
      ["configure({ timeoutSeconds: 1 })", expect.stringContaining("two arguments")],
    ]);
  });

  test("names the order of calls to an inline action, which the browser would not know", async () => {
    const code = `${imported}export default function Page() {\n  return <form action={configure({ dispatch: "latest" }, async () => { "use server"; })} />;\n}\n`;
    expect(await faultsIn(code)).toEqual([
      ['{ dispatch: "latest" }', expect.stringContaining("an inline action has no")],
    ]);
  });
});
