import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { compileModule } from "../../src/compiler/index.ts";
import { compilerCatalogue, type DiagnosticCode } from "../../src/errors/index.ts";

/** Pages whose finding no source text can show: it is about the environment of a build. */
const notCompiled = new Set<DiagnosticCode>(["id-secret-missing"]);

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
  const found = await Promise.all(examples(await page(code), "Wrong").map(diagnose));
  expect(new Set(found.flat())).toEqual(new Set([code]));
});

test.each(compiled)("what the page of %s calls right gives nothing", async (code) => {
  const right = examples(await page(code), "Right");
  expect(right.length).toBeGreaterThan(0);
  expect((await Promise.all(right.map(diagnose))).flat()).toEqual([]);
});

interface Example {
  readonly filename: string;
  readonly code: string;
}

async function page(code: string): Promise<string> {
  return readFile(new URL(`../../docs/errors/${code}.mdx`, import.meta.url), "utf8");
}

function examples(text: string, section: string): Example[] {
  const body = text.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? "";
  return [...body.matchAll(/```tsx filename="([^"]+)"\n([\s\S]*?)```/g)].map(
    ([, filename = "", code = ""]) => ({ filename, code }),
  );
}

async function diagnose({ filename, code }: Example): Promise<string[]> {
  const found = await Promise.all(
    (["server", "client", "ssr"] as const).map((environment) =>
      compileModule({ code, filename: `/app/${filename}`, root: "/app", environment }),
    ),
  );
  return found.flatMap(({ diagnostics }) => diagnostics.map((each) => each.code));
}
