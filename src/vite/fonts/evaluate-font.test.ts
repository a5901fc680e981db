import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { compileFonts, type FontCall } from "../../compiler/index.ts";
import { evaluateFont, type EvaluatedFont } from "./evaluate-font.ts";
import { measureFont } from "./measure-font.ts";

const file = resolve("app/page.tsx");
const abel = "../node_modules/@fontsource/abel/files/abel-latin-400-normal";

function callOf(written: string, name = "body"): FontCall {
  const code = `import localFont from "next/font/local";\nimport { Inter, Abel, Lora } from "next/font/google";\nconst ${name} = ${written};`;
  const read = compileFonts({ code, filename: file, root: resolve(".") });
  const call = read.ok ? read.value?.calls[0] : undefined;
  if (call === undefined) throw new Error(`${written} was not read`);
  return call;
}

const evaluate = (written: string): ReturnType<typeof evaluateFont> =>
  evaluateFont(callOf(written), { file, path: "app/page.tsx" });

async function made(written: string): Promise<EvaluatedFont> {
  const font = await evaluate(written);
  if (!font.ok) throw new Error(JSON.stringify(font.error));
  return font.value;
}

test("a font of the app has a face for each file, and a stand-in that is measured", async () => {
  const { id, css, parts, announced } = await made(
    `localFont({ src: [{ path: "${abel}.woff2", weight: "400" }, { path: "${abel}.woff", weight: "700", style: "italic" }], variable: "--body", fallback: ["Gill Sans", "serif"] })`,
  );
  expect(id).toMatch(/^body_[0-9a-f]{6}$/);
  expect(css.match(/@font-face/g)).toHaveLength(3);
  expect(css).toContain(
    'format("woff"); font-display: swap; font-weight: 700; font-style: italic;',
  );
  expect(css).toMatch(/src: local\("Arial"\); ascent-override: [\d.]+%; .* size-adjust: 85\.7\d%/);
  expect(parts).toEqual({
    className: id,
    style: { fontFamily: `"${id}", "${id} Fallback", "Gill Sans", serif` },
    variable: `${id}_variable`,
  });
  expect(announced).toHaveLength(2);
});

test("one weight and one style are set where there is only one", async () => {
  const { css, parts } = await made(
    `localFont({ src: "${abel}.woff2", weight: "400", style: "normal", adjustFontFallback: false, preload: false })`,
  );
  expect(parts["style"]).toMatchObject({ fontWeight: 400, fontStyle: "normal" });
  expect(css).not.toContain("Fallback");
  expect(css).toMatch(/font-weight: 400; font-style: normal; }\n$/);
});

test("a variable font of Google has all subsets, and announces those that are named", async () => {
  const { css, announced } = await made('Inter({ subsets: ["latin"] })');
  expect(css).toContain("font-weight: 100 900");
  expect(css).toContain("inter-cyrillic-ext-wght-normal.woff2");
  expect(announced.map((each) => each.split("/").at(-1))).toEqual([
    "inter-latin-wght-normal.woff2",
  ]);
  const italic = await made('Inter({ style: ["normal", "italic"], axes: ["opsz"] })');
  expect(italic.css).toContain("inter-latin-opsz-italic.woff2");
  expect(italic.announced).toEqual([]);
});

test("a font of one weight comes from the package of single weights", async () => {
  const { css, announced } = await made('Abel({ weight: "400", subsets: ["latin", "greek"] })');
  expect(css).toContain("abel-latin-400-normal.woff2");
  expect(announced).toHaveLength(1);
});

test("weights of a variable font are in it", async () => {
  expect((await made('Inter({ weight: ["400", "700"] })')).css).toContain("font-weight: 100 900");
});

test.each([
  [`localFont({ src: "./none.woff2" })`, { kind: "local", path: "./none.woff2" }],
  [
    "Lora()",
    {
      kind: "google",
      family: "Lora",
      packages: ["@fontsource-variable/lora"],
      withWeight: "@fontsource/lora",
    },
  ],
  [
    'Lora({ axes: ["opsz"] })',
    { kind: "google", family: "Lora", packages: ["@fontsource-variable/lora"] },
  ],
  [
    'Lora({ weight: "400" })',
    { kind: "google", family: "Lora", packages: ["@fontsource/lora", "@fontsource-variable/lora"] },
  ],
  [
    'Abel({ weight: "700" })',
    {
      kind: "face",
      package: "@fontsource/abel",
      missing: "no weight 700 in the style normal",
      other: "@fontsource-variable/abel",
    },
  ],
  [
    "Abel()",
    {
      kind: "google",
      family: "Abel",
      packages: ["@fontsource-variable/abel"],
      withWeight: "@fontsource/abel",
    },
  ],
])("says what %s lacks", async (written, error) => {
  expect(await evaluate(written)).toEqual({ ok: false, error });
});

/** An app that has installed a variable font of one axis, in one style. */
async function withOneAxis(written: string): Promise<unknown> {
  const root = await mkdtemp(join(tmpdir(), "edict-font-"));
  try {
    const folder = join(root, "node_modules/@fontsource-variable/lora");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), "{}");
    await writeFile(join(folder, "wght.css"), "");
    const found = await evaluateFont(callOf(written), {
      file: join(root, "app/page.tsx"),
      path: "app/page.tsx",
    });
    return found.ok ? undefined : found.error;
  } finally {
    await rm(root, { recursive: true });
  }
}

test("no other package is named for an axis, and for a style one of single weights", async () => {
  const face = { kind: "face", package: "@fontsource-variable/lora", other: undefined };
  expect(await withOneAxis('Lora({ axes: ["opsz"] })')).toEqual({
    ...face,
    missing: "no axis opsz in the style normal",
  });
  expect(await withOneAxis('Lora({ axes: ["opsz", "slnt"] })')).toEqual({
    ...face,
    missing: "no axis opsz with slnt in the style normal",
  });
  expect(await withOneAxis('Lora({ style: "italic" })')).toEqual({
    ...face,
    missing: "no font in the style italic",
    withWeight: "@fontsource/lora",
  });
});

test("other options make another font, and the same options the same", async () => {
  const [one, again, other] = await Promise.all([
    made("Inter()"),
    made("Inter()"),
    made('Inter({ display: "block" })'),
  ]);
  expect(again.id).toBe(one.id);
  expect(other.id).not.toBe(one.id);
});

test.each([
  ["body", /^body_[0-9a-f]{6}$/],
  ["$본문", /^font_[0-9a-f]{6}$/],
  ["本文1", /^_1_[0-9a-f]{6}$/],
])("the class of %s is one that a selector may name", async (name, expected) => {
  const call = callOf(`localFont({ src: "${abel}.woff2", variable: "--a" })`, name);
  const font = await evaluateFont(call, { file, path: "app/page.tsx" });
  if (!font.ok) throw new Error(JSON.stringify(font.error));
  expect(font.value.id).toMatch(expected);
  expect(font.value.css).toMatch(/^\.[A-Za-z_]\w* \{/m);
});

test("what is no font is not measured", async () => {
  expect(await measureFont(resolve("package.json"), "Arial")).toBeUndefined();
});
