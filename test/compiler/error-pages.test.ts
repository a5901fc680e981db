import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkConfig } from "../../src/compiler/index.ts";
import { loadConfig } from "../../src/config/index.ts";
import { compilerCatalogue, type DiagnosticCode, type RouteCode } from "../../src/errors/index.ts";
import { checkFilesOf } from "./app-of-files.ts";

/** Pages whose finding no source text can show: it is about the environment of a build. */
const notCompiled = new Set<DiagnosticCode>(["id-secret-missing"]);

/** Pages whose examples are whole apps; all others show parts of one. */
const ofWholeApps = new Set<DiagnosticCode>([
  "route-conflict",
  "route-file-ignored",
  "route-incomplete",
  "route-malformed",
  "slot-without-default",
  "unresolved-import",
] satisfies (RouteCode | "unresolved-import")[]);

const sections = [
  "Why This Error Occurred",
  "Wrong",
  "Right",
  "Possible Ways to Fix It",
  "Useful Links",
];

const codes = Object.keys(compilerCatalogue) as DiagnosticCode[]; // the catalogue is keyed by code

test.each(codes)("the page of %s has every section", async (code) => {
  const text = await page(code);
  const wanted = sections.filter((name) => !notCompiled.has(code) || !/Wrong|Right/.test(name));
  expect([...text.matchAll(/^## (.+)$/gm)].map(([, name]) => name)).toEqual(wanted);
  expect(text).toContain(`code: ${code}`);
});

const compiled = codes.filter((code) => !notCompiled.has(code));

test.each(compiled)("what the page of %s calls wrong gives exactly that code", async (code) => {
  const apps = examples(await page(code), "Wrong");
  expect(apps.length).toBeGreaterThan(0);
  for (const app of apps) {
    const found = await diagnose(app, ofWholeApps.has(code));
    expect([...new Set(found)], found.join("\n")).toEqual([code]);
  }
});

test.each(compiled)("what the page of %s calls right gives nothing", async (code) => {
  const apps = examples(await page(code), "Right");
  expect(apps.length).toBeGreaterThan(0);
  for (const app of apps) expect(await diagnose(app, ofWholeApps.has(code))).toEqual([]);
});

/** The files of one app, by their paths. */
type App = Map<string, string>;

async function page(code: string): Promise<string> {
  return readFile(new URL(`../../docs/errors/${code}.mdx`, import.meta.url), "utf8");
}

/** The apps of a section: a file name that comes again begins the next one, and a block without one is no file. */
function examples(text: string, section: string): App[] {
  const body = text.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? "";
  const apps: App[] = [];
  const blocks = body.matchAll(/```\w+ filename="([^"]+)"\n([\s\S]*?)```/g);
  for (const [, filename = "", code = ""] of blocks) {
    const current = apps.at(-1);
    if (current === undefined || current.has(filename)) apps.push(new Map([[filename, code]]));
    else current.set(filename, code);
  }
  return apps;
}

async function diagnose(app: App, isWhole: boolean): Promise<string[]> {
  const found = await checkFilesOf(Object.fromEntries(app), { isWhole });
  const ofConfig = await Promise.all(
    [...app].map(async ([name, code]) =>
      /^(?:edict|next)\.config\./.test(name) ? diagnoseConfig(name, code) : [],
    ),
  );
  return [...found.map(({ code }) => code), ...ofConfig.flat()];
}

/** What is wrong with a configuration shows when it is loaded. */
async function diagnoseConfig(name: string, code: string): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), "edict-page-"));
  try {
    await writeFile(join(root, name), code);
    const loaded = await loadConfig(root, { command: "check", mode: "production", env: {} });
    const problems = loaded.problems.flatMap(({ code: known, ...problem }) =>
      known === undefined ? [] : [{ ...problem, code: known }],
    );
    const file = join(root, name);
    return checkConfig({ root, file, code, problems }).map((each) => each.code);
  } finally {
    await rm(root, { recursive: true });
  }
}
