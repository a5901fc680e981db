import type { CallExpression, Node } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { ScopeTree } from "../scan/scope.ts";

const header = /^(?:authorization|cookie)$/i;
/** What of the caller's own goes on; a key of this server says nothing of them. */
const ofCaller = /token|cookie|session|jwt/i;

/** Tells whether a request passes on what says who calls, so that the other server asks: `fetch(url, { headers: { Cookie: cookieStore.toString() } })`. */
export function forwardsCaller(
  module: ParsedModule,
  scopes: ScopeTree,
  { arguments: [, options] }: CallExpression,
): boolean {
  const headers = valueOf(options, /^headers$/);
  const value = valueOf(headers, header);
  if (value === undefined || value.type === "Literal") return false;
  const text = (node: Node): string => module.file.code.slice(node.start, node.end);
  if (!ofCaller.test(text(value)) || /process\.env/.test(text(value))) return false;
  const uses = scopes.references.filter(
    ({ node }) => node.start >= value.start && node.end <= value.end,
  );
  return uses.every(({ binding }) => {
    const [declaration] = binding.declarations;
    if (declaration?.type !== "VariableDeclarator" || declaration.init === null) return true;
    return !/process\.env/.test(text(declaration.init));
  });
}

function valueOf(object: Node | undefined, name: RegExp): Node | undefined {
  if (object?.type !== "ObjectExpression") return undefined;
  for (const property of object.properties) {
    if (property.type !== "Property") continue;
    const { key } = property;
    const written = key.type === "Identifier" ? key.name : "";
    if (name.test(key.type === "Literal" ? String(key.value) : written)) return property.value;
  }
  return undefined;
}
