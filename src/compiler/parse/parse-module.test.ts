import { expect, test } from "vitest";
import { parseModule } from "./parse-module.ts";
import { sourceFile } from "./source-file.ts";

test("a text that was not UTF-8 is named once, at what could not be decoded", () => {
  const code = new TextDecoder().decode(
    Buffer.from('"use server";\nexport const café = 1;\n', "latin1"),
  );
  const parsed = parseModule(sourceFile({ code, filename: "/app/actions.ts", root: "/app" }));
  expect(parsed.ok ? [] : parsed.error).toMatchObject([
    { code: "syntax-error", line: 2, column: 17, hint: "Save the file as UTF-8." },
  ]);
});

test("a character that stands for one that was lost is fine in a text", () => {
  const code = '"use server";\nexport async function lost() {\n  return "\uFFFD";\n}\n';
  expect(parseModule(sourceFile({ code, filename: "/app/actions.ts" })).ok).toBe(true);
});
