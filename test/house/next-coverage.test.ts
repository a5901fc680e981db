import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { coveredNextModules } from "../../src/compiler/index.ts";
import * as cache from "../../src/next/cache.ts";
import * as form from "../../src/next/form.ts";
import * as headers from "../../src/next/headers.ts";
import * as link from "../../src/next/link.ts";
import * as navigation from "../../src/next/navigation.ts";
import * as browserNavigation from "../../src/next/navigation.client.ts";
import * as server from "../../src/next/server.ts";
import * as browserServer from "../../src/next/server.client.ts";

const read = (path: string): string => readFileSync(path, "utf8");
const rows = new Map(
  [
    ...read("docs/reference/next-coverage.md").matchAll(
      /^\| `(next\/\w+)` +\| (.+?) \| (.+?) \|$/gm,
    ),
  ].map(([, module = "", names = "", browser = ""]) => [module, { names, browser }]),
);

test("the check covers exactly the modules of Next that the package has", () => {
  const { exports } = JSON.parse(read("package.json")) as { exports: Record<string, unknown> };
  const doors = Object.keys(exports).filter((name) => name.startsWith("./next/"));
  expect(coveredNextModules.toSorted()).toEqual(doors.map((name) => name.slice(2)).toSorted());
});

test.each([
  ["next/cache", cache, {}],
  ["next/form", form, form],
  ["next/headers", headers, {}],
  ["next/link", link, link],
  ["next/navigation", navigation, browserNavigation],
  ["next/server", server, browserServer],
])("the page of what is covered lists every name of %s", (module, onServer, inBrowser) => {
  const row = rows.get(module);
  for (const name of Object.keys(onServer))
    expect(row?.names).toContain(name === "default" ? "default export" : `\`${name}\``);
  const everywhere = row?.browser.startsWith("all") || row?.browser.startsWith("the same");
  const said = everywhere === true ? `${row?.names} ${row?.browser}` : row?.browser;
  for (const name of Object.keys(inBrowser))
    expect(said).toContain(name === "default" ? "default export" : `\`${name}\``);
});
