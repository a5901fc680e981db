import { expect, test } from "vitest";
import { compileModule, prepareFile } from "./index.ts";
import { collectModuleFacts } from "./graph/collect-module-facts.ts";

const root = "/app";
const file = "/app/actions/save.ts";
const settings = { root, idSecret: "secret" };
const code = `"use server";
import { db } from "../lib/db";
export async function save(title: string) {
  await db.post.create({ data: { title } });
}
export const count = async () => db.post.count();
`;

test("a prepared file is compiled as compileModule compiles it, for every environment", async () => {
  const { compiled } = prepareFile({ file, code }, settings);
  for (const environment of ["server", "ssr", "client"] as const) {
    const alone = await compileModule({ ...settings, code, filename: file, environment });
    expect(compiled?.[environment].code).toBe(alone.code);
    expect(compiled?.[environment].actions).toEqual(alone.actions);
    expect(JSON.stringify(compiled?.[environment].map)).toBe(JSON.stringify(alone.map));
  }
});

test("a prepared file has the facts that collecting them gives, and the findings of the check", () => {
  const { facts, analysis } = prepareFile({ file, code }, settings);
  expect(facts).toEqual(collectModuleFacts(code, file));
  expect(analysis.findings.map((finding) => finding.code)).toContain("action-without-auth");
});

test("a prepared file can be handed to another thread", () => {
  const prepared = prepareFile({ file, code }, settings);
  expect(structuredClone(prepared).compiled?.server.code).toBe(prepared.compiled?.server.code);
});

test("a file whose exports come from another module is left to be compiled with it", () => {
  const star = { file, code: `"use server";\nexport * from "./other";` };
  const named = { file, code: `"use server";\nexport { save } from "./other";` };
  expect(prepareFile(star, settings).compiled).toBeUndefined();
  expect(prepareFile(named, settings).compiled).toBeUndefined();
  expect(prepareFile(named, settings).facts?.reExports).toHaveLength(1);
});

test("a file that does not parse has nothing but its syntax errors", () => {
  const { analysis, facts, compiled } = prepareFile(
    { file, code: `"use server"; export {` },
    settings,
  );
  expect(analysis.syntaxErrors).toHaveLength(1);
  expect([facts, compiled]).toEqual([undefined, undefined]);
});
