import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  compilerCatalogue,
  type BrowserCode,
  type NoticeCode,
  type RefusalCode,
} from "../../src/errors/index.ts";
import { provokingCalls } from "../errors/provoking-calls.ts";

/** The page of each code that a call may fail with, or that is said around it; the type holds it complete. */
const pageOfCode: Record<RefusalCode | BrowserCode | NoticeCode, string> = {
  MALFORMED: "malformed-call",
  ORIGIN: "origin-refused",
  NOT_FOUND: "action-not-found",
  METHOD: "method-refused",
  BODY_TIMEOUT: "body-timeout",
  SKEW: "build-skew",
  IN_PROGRESS: "call-in-progress",
  UNKNOWN_OUTCOME: "unknown-outcome",
  TOO_LARGE: "body-too-large",
  MEDIA: "media-type-refused",
  HOST: "host-refused",
  KEY_REUSED: "call-id-reused",
  RATE_LIMITED: "rate-limited",
  FAILED: "action-threw",
  BUSY: "server-busy",
  TIMEOUT: "action-timeout",
  NETWORK: "network-failure",
  INTERCEPTED: "answer-intercepted",
  ABORTED: "call-aborted",
  REVALIDATION_FAILED: "revalidation-failed",
};

const folder = "docs/errors";
const pages = readdirSync(folder).map((name) => name.replace(/\.mdx$/, ""));
const textOf = (page: string): string => readFileSync(`${folder}/${page}.mdx`, "utf8");
const diagnostics = Object.keys(compilerCatalogue);
/** The last is provoked in the hosts of `test/http/mounted.test.ts`. */
const usages = [...Object.keys(provokingCalls), "body-already-read"];

test("every code has a page, and every page a code", () => {
  const wanted = new Set([...diagnostics, ...usages, ...Object.values(pageOfCode)]);
  expect(pages.toSorted()).toEqual([...wanted].toSorted());
});

test("every page says why, how to mend it, and where to read on", () => {
  const sections = ["Why This Error Occurred", "Possible Ways to Fix It", "Useful Links"];
  const missing = pages.flatMap((page) =>
    sections
      .filter((section) => !textOf(page).includes(`\n## ${section}\n`))
      .map((section) => `${page}: ${section}`),
  );
  expect(missing).toEqual([]);
});

test.each(diagnostics)("the page of %s names its code", (code) => {
  expect(textOf(code)).toContain(`\ncode: ${code}\n`);
});

test.each(Object.entries(pageOfCode))("the page of %s names its code", (code, page) => {
  expect(textOf(page)).toContain(code);
});

test("links between pages and into the documentation lead somewhere", () => {
  const known = new Set(pages.map((page) => `./${page}.mdx`));
  const broken = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\((\.[^)#]*)/g)]
      .map(([, link = ""]) => link)
      .filter((link) => !known.has(link) && !isFile(`${folder}/${link}`))
      .map((link) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});

function isFile(path: string): boolean {
  try {
    return readFileSync(path).length > 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
