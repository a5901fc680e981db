import type { CheckedModule, Finding } from "../check/finding.ts";
import { contains, isFunction, type Range } from "../parse/syntax-tree.ts";
import { ownName } from "../scan/name-inline.ts";
import type { FileDirective, FileFacts } from "./app-facts.ts";
import { collectActionUses } from "./collect-action-uses.ts";
import { collectBrowserUses } from "./collect-browser-uses.ts";
import { collectCacheNames } from "./collect-cache-names.ts";
import { collectEffects, refreshesItself } from "./collect-effects.ts";
import { collectExported } from "./collect-exported.ts";
import { collectFonts } from "./collect-fonts.ts";
import { collectImports } from "./collect-imports.ts";
import { collectPassedFunctions } from "./collect-passed-functions.ts";
import { findChildless } from "./find-childless.ts";
import { isProxyFile, readProxy } from "./read-proxy.ts";
import { exportedTexts } from "./read-text.ts";

const directiveMistakes = new Set<Finding["code"]>([
  "use-server-misspelled",
  "use-server-not-first",
  "use-server-wrong-quotes",
]);

/** Takes out of a module what the rules of the whole app look at. */
export function collectAppFacts(checked: CheckedModule, findings: readonly Finding[]): FileFacts {
  const { module, directives } = checked;
  const mistakes = findings
    .filter(({ code }) => directiveMistakes.has(code))
    .map(({ range }) => range);
  const { exports, stars } = collectExported(checked, mistakes);
  const directive = directiveOf(checked);
  const { imports, importsUnknown } = collectImports(checked);
  const runsInBrowser = directive === "use client";
  return {
    file: module.file.filename,
    path: module.file.path,
    directive,
    imports,
    importsUnknown,
    exports,
    stars,
    inlineActions: directives.inline.map(({ fn, statement }) => ({
      name: ownName(module, fn, checked.scopes) ?? "this function",
      range: { start: statement.start, end: statement.end },
      within: checked.exports.exports.find(
        ({ value }) => value.kind === "function" && contains(value.fn, statement),
      )?.exported,
    })),
    hasDirectiveMistake: mistakes.some((mistake) => isOfFile(checked, mistake)),
    passedFunctions: runsInBrowser ? [] : collectPassedFunctions(checked, mistakes),
    ...collectActionUses(checked),
    browserUses: runsInBrowser ? [] : collectBrowserUses(checked),
    childless: runsInBrowser ? undefined : findChildless(checked),
    cacheNames: collectCacheNames(checked),
    texts: directive === undefined ? exportedTexts(checked) : new Map(),
    functions: collectEffects(checked),
    refreshes: refreshesItself(checked),
    fonts: collectFonts(checked),
    proxy: isProxyFile(module.file.path) ? readProxy(checked) : undefined,
  };
}

/** `"use client"` is about a whole file wherever it stands. */
function isOfFile({ module }: CheckedModule, { start, end }: Range): boolean {
  if (/use client/i.test(module.file.code.slice(start, end))) return true;
  return !module.nodes.some((node) => isFunction(node) && node.start <= start && end <= node.end);
}

function directiveOf({ module, directives }: CheckedModule): FileDirective | undefined {
  if (directives.useServer !== undefined) return "use server";
  if (directives.useClient !== undefined) return "use client";
  const isCached = module.program.body.some(
    (node) => node.type === "ExpressionStatement" && /^use cache\b/.test(node.directive ?? ""),
  );
  return isCached ? "use cache" : undefined;
}
