import { expect, test } from "vitest";
import { checkFilesOf } from "../../../test/compiler/app-of-files.ts";

/** Messages about a font, where an app has installed these packages. */
async function said(call: string, installed: readonly string[]): Promise<string[]> {
  const dependencies = Object.fromEntries(installed.map((name) => [name, "5.3.0"]));
  const found = await checkFilesOf({
    "package.json": JSON.stringify({ dependencies }),
    "app/page.tsx": `import { Lora } from "next/font/google";\nconst lora = ${call};\nexport default () => <p className={lora.className} />;\n`,
  });
  return found.map(({ code, message, hint }) => `${code}: ${message} ${hint ?? ""}`);
}

const variable = "@fontsource-variable/lora";
const fixed = "@fontsource/lora";

test.each([
  ["Lora()", [variable]],
  ["Lora()", [fixed, variable]],
  ['Lora({ axes: ["opsz"] })', [variable]],
  ['Lora({ weight: "400" })', [fixed]],
  ['Lora({ weight: "400" })', [variable]],
])("nothing is said of %s where %j is installed", async (call, installed) => {
  expect(await said(call, installed)).toEqual([]);
});

test.each([
  ["Lora()", []],
  // Of single weights there is none that a call without one means.
  ["Lora()", [fixed]],
  ['Lora({ weight: "variable" })', [fixed]],
  ['Lora({ axes: ["opsz"] })', [fixed]],
  // These have no axes, whatever else is asked for.
  ['Lora({ weight: "400", axes: ["opsz"] })', [fixed]],
])("%s needs the variable font where %j is installed", async (call, installed) => {
  const found = await said(call, installed);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^font-not-found: .*`@fontsource-variable\/lora` is not installed\./);
  expect(found[0]).toContain(`npm install ${variable}`);
});

test("a call without a weight may name one instead", async () => {
  const [found] = await said("Lora()", [fixed]);
  expect(found).toContain('or name a weight, e.g. `weight: "400"`, with `@fontsource/lora`');
});

test("a call with a weight can be served by either package", async () => {
  const found = await said('Lora({ weight: "400" })', []);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`neither \`${fixed}\` nor \`${variable}\` is installed.`);
  expect(found[0]).toContain(`npm install ${fixed}`);
});
