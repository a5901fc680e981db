import type { ResolvedExports } from "../graph/resolve-exports.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { isFunction, type FunctionNode } from "../parse/syntax-tree.ts";
import { findCaptures } from "./find-captures.ts";
import { findInlineActions, type InlineSources } from "./find-inline-actions.ts";
import type { Capture, InlineAction } from "./inline-action.ts";
import { quotedTextOf } from "./quoted-text.ts";
import { isRouteSetting } from "./route-settings.ts";
import { usesThis } from "./uses-this.ts";
import type { DirectiveScan, InlineDirective } from "./scan-directives.ts";

/** A function whose values are kept. */
export interface CachedFunction {
  readonly fn: FunctionNode;
  /** Export name, or the path of enclosing functions; once in its module. */
  readonly name: string;
  /** What it closes over: part of its keys. */
  readonly captures: readonly Capture[];
  /** What `this` is in it is part of its keys too. */
  readonly usesThis: boolean;
  /** Marked `"use cache: private"`: its values are one visitor's. */
  readonly isPrivate: boolean;
}

/** Lists the functions of a module that `"use cache"` marks, by themselves or as exports of a marked file, in source order. */
export function findCachedFunctions(sources: InlineSources): CachedFunction[] {
  const { module, directives, scopes, exports } = sources;
  if (directives.useClient !== undefined) return [];
  const marked = [...markedExports(module, directives, exports), ...directives.cached];
  if (marked.length === 0) return [];
  const byFunction = new Map(marked.map((each) => [each.fn, each]));
  const inline = [...byFunction.values()].toSorted((a, b) => a.fn.start - b.fn.start);
  // They are found, named and closed over as inline actions are, without being any.
  const found: InlineAction[] = findInlineActions({
    ...sources,
    directives: { ...directives, inline, useServer: undefined },
  });
  const captures = findCaptures(module, scopes, found);
  return found.map((each) => ({
    fn: each.fn,
    name: each.name,
    captures: captures.get(each)?.captures ?? [],
    usesThis: usesThis(module, each.fn),
    isPrivate: isPrivate(byFunction.get(each.fn)),
  }));
}

function isPrivate(marked: InlineDirective | undefined): boolean {
  return marked !== undefined && quotedTextOf(marked.statement)?.text === "use cache: private";
}

function markedExports(
  module: ParsedModule,
  { useCache, useServer }: DirectiveScan,
  { exports }: ResolvedExports,
): InlineDirective[] {
  if (useCache === undefined || useServer !== undefined) return [];
  const exported = new Set(
    exports.flatMap((entry) =>
      entry.value.kind === "function" && !isRouteSetting(entry.exported)
        ? [entry.value.fn.start]
        : [],
    ),
  );
  return module.nodes.flatMap((node) =>
    isFunction(node) && exported.has(node.start) ? [{ statement: useCache, fn: node }] : [],
  );
}
