import type { ParsedModule } from "../parse/parse-module.ts";
import { contains } from "../parse/syntax-tree.ts";
import { captureText, type ActionCaptures, type InlineAction } from "../scan/inline-action.ts";
import { ownName } from "../scan/name-inline.ts";
import type { ScopeTree } from "../scan/scope.ts";

/** Says which captured value the action may be a part of, so that it could not be sealed; undefined when none is declared around it. */
export function nameCircle(
  { module, scopes }: { readonly module: ParsedModule; readonly scopes: ScopeTree },
  { action, captures }: ActionCaptures & { readonly action: InlineAction },
): string | undefined {
  const around = captures.find(({ binding }) =>
    binding.declarations.some(
      (node) => node.type === "VariableDeclarator" && contains(node, action.fn),
    ),
  );
  if (around === undefined) return undefined;
  const own = ownName(module, action.fn, scopes);
  const subject = own === undefined ? "an action" : `\`${own}\``;
  return `${subject} closes over \`${captureText(around)}\``;
}
