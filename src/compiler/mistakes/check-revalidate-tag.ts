import type { Finding, Rule } from "../check/finding.ts";
import { calleeOf } from "../callees/callee-of.ts";
import { contains } from "../parse/syntax-tree.ts";

const modules: ReadonlySet<string> = new Set(["next/cache", "edict"]);

/** Rule `revalidate-tag-without-profile`. */
export const checkRevalidateTag: Rule = ({ module, scopes, actions }) => {
  if (!module.file.code.includes("revalidateTag")) return [];
  return module.nodes.flatMap((node): Finding[] => {
    if (node.type !== "CallExpression" || node.arguments.length !== 1) return [];
    if (node.arguments[0]?.type === "SpreadElement") return [];
    const callee = calleeOf(scopes, node);
    const isOurs =
      callee.kind === "imported" && modules.has(callee.specifier) && callee.path.length === 0;
    if (!isOurs || callee.name !== "revalidateTag") return [];
    const inAction = actions.some(({ fn }) => contains(fn, node));
    return [{ code: "revalidate-tag-without-profile", range: node, params: { inAction } }];
  });
};
