import { expect, test } from "vitest";
import { renderMarkdown, type MarkdownStyle } from "./render-markdown.ts";

const bare: MarkdownStyle = {
  paint: (_, text) => text,
  width: 30,
  linkTarget: (href) => href,
};
const named: MarkdownStyle = { ...bare, paint: (style, text) => `<${style}>${text}</>` };

test.each([
  [
    "paragraphs are wrapped and kept apart",
    "One two three four five six seven.\nEight.\n\n\nNine.",
    "One two three four five six\nseven. Eight.\n\nNine.",
  ],
  [
    "code is indented, never wrapped, and headed by its file",
    '```tsx filename="app/page.tsx"\nconst a = 1; const b = 2; const c = 3;\n\nc;\n```',
    "    app/page.tsx\n    const a = 1; const b = 2; const c = 3;\n\n    c;",
  ],
  [
    "lists hang, and hold code",
    "- One two three four five six seven\n- Two:\n\n  ```\n  code\n  ```\n",
    "- One two three four five six\n  seven\n\n- Two:\n\n      code",
  ],
  ["tight lists stay tight, and count", "3. three\n4. four", "3. three\n4. four"],
  ["lists in lists are indented", "- a\n  - b\n  - c", "- a\n\n  - b\n  - c"],
  [
    "links name their target once",
    "[text](a.md) and <https://react.dev/>",
    "text (a.md) and\nhttps://react.dev/",
  ],
  ["tables have columns", "| a | bb |\n| - | - |\n| ccc | `d` |", "a    bb\nccc  `d`"],
  [
    "quotes have a bar",
    "> One two three four five six seven",
    "│ One two three four five six\n│ seven",
  ],
  ["signs of HTML and entities are text", "a < b & `c<d>`", "a < b & `c<d>`"],
  ["emphasis goes, its text stays", "_one_ **two** ~~three~~ \\* !", "one two three * !"],
  ["pictures are their words", "![A forum](a.png)", "A forum"],
])("%s", (_, markdown, text) => {
  expect(renderMarkdown(markdown, bare)).toBe(text);
});

test("headings, code, names and targets are painted", () => {
  const markdown = '# Title\n\n`name` and [text](a.md)\n\n```ts filename="a.ts"\ncode\n```\n';
  expect(renderMarkdown(markdown, { ...named, width: Infinity })).toBe(
    "<bold>Title</>\n\n<cyan>`name`</> and text (<dim>a.md</>)\n\n<dim>    a.ts</>\n<cyan>    code</>",
  );
});
