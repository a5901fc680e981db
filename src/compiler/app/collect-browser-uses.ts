import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { isBrowserName } from "../next/is-browser-name.ts";
import { contains, isFunction, type Range } from "../parse/syntax-tree.ts";
import type { ResolvedExport } from "../graph/resolve-exports.ts";
import type { ImportedName } from "../callees/imported-calls.ts";
import type { BrowserUse } from "./app-facts.ts";
import { importedName } from "./imported-name.ts";

const sources = /["'](?:react|react-dom|next\/[a-z]+|edict\/client)(?:\.js)?["']/;

/** Lists what a file uses that only code of the browser has, each name once: `useState`, `createContext`, `useRouter` … */
export function collectBrowserUses(checked: CheckedModule): BrowserUse[] {
  const { module, scopes } = checked;
  if (!sources.test(module.file.code)) return [];
  const found = new Map<string, BrowserUse>();
  for (const { node, binding } of scopes.references) {
    if (binding.kind !== "import") continue;
    const used = nameAt(checked, node);
    if (used === undefined || !isBrowserName(used)) continue;
    const within = placeOfUse(checked, node);
    if (within === undefined) continue;
    const key = `${used.specifier} ${used.imported} ${within === "load" ? "" : String(within)}`;
    if (!found.has(key))
      found.set(key, { name: used.imported, from: used.specifier, within, range: used.range });
  }
  return [...found.values()];
}

/** The imported name at a use; of a default import or a namespace the member that is read: `React.useState`. */
function nameAt(checked: CheckedModule, node: Node): (ImportedName & { range: Range }) | undefined {
  const name = importedName(checked, node);
  if (name === undefined) return undefined;
  if (name.imported !== "default" && name.imported !== "*")
    return { ...name, range: { start: node.start, end: node.end } };
  const member = checked.module.parents.get(node);
  if (member?.type !== "MemberExpression" || member.object !== node) return undefined;
  if (member.computed || member.property.type !== "Identifier") return undefined;
  const range = { start: member.start, end: member.end };
  return { specifier: name.specifier, imported: member.property.name, range };
}

/** When a use is evaluated: as the module loads, in its own functions, or in exported ones, by name; undefined for a name that is only handed on. */
function placeOfUse(checked: CheckedModule, node: Node): BrowserUse["within"] | undefined {
  const { parents } = checked.module;
  let isInFunction = false;
  for (let at = parents.get(node); at !== undefined; at = parents.get(at)) {
    if (at.type === "ExportSpecifier") return undefined;
    isInFunction ||= isFunction(at);
  }
  if (!isInFunction) return "load";
  const names = checked.exports.exports.filter((entry) => isIn(checked, entry, node));
  return names.length === 0 ? "own" : names.map(({ exported }) => exported);
}

function isIn({ scopes }: CheckedModule, { value, form }: ResolvedExport, node: Range): boolean {
  if (value.kind === "function" && contains(value.fn, node)) return true;
  if ("expression" in form && contains(form.expression, node)) return true;
  const local = "local" in form ? form.local : undefined;
  const declared = local === undefined ? undefined : scopes.program.bindings.get(local);
  return declared?.declarations.some((each) => contains(each, node)) === true;
}
