import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { withoutTypes, type Range } from "../parse/syntax-tree.ts";
import { compileMatchers } from "../../routing/index.ts";
import { literalText } from "../scan/literal-text.ts";
import { matcherNode } from "./matcher-node.ts";

/** Why the app's proxy could not be run, and where that shows. */
export interface ProxyFault {
  readonly range: Range;
  /** A sentence. */
  readonly problem: string;
}

/** Finds what would keep the app's proxy from running: no function exported, or a matcher, written out, that is none. */
export function judgeProxy(checked: CheckedModule): ProxyFault[] {
  const faults: ProxyFault[] = [];
  const { exports, module } = checked;
  const names = exports.exports.map(({ exported }) => exported);
  if (!names.some((name) => name === "proxy" || name === "middleware" || name === "default"))
    faults.push({
      range: firstLine(module.file.code),
      problem: `${module.file.path} exports no proxy, so every request would fail.`,
    });
  const node = matcherNode(checked);
  const literal = node === undefined ? undefined : readLiteral(node);
  if (node === undefined || literal === undefined) return faults;
  const matcher = compileMatchers(literal.value);
  if (!matcher.ok)
    faults.push({ range: { start: node.start, end: node.end }, problem: matcher.error });
  return faults;
}

function firstLine(code: string): Range {
  const end = code.search(/\r|\n/);
  return { start: 0, end: end === -1 ? code.length : end };
}

/** Reads a value that is written out; undefined where running the module decides. */
function readLiteral(node: Node): { readonly value: unknown } | undefined {
  const written = withoutTypes(node);
  const text = literalText(written);
  if (text !== undefined) return { value: text };
  if (written.type === "Literal" && !("regex" in written && written.regex !== null))
    return { value: written.value };
  if (written.type === "ArrayExpression") return readList(written.elements);
  return written.type === "ObjectExpression" ? readObject(written.properties) : undefined;
}

function readList(elements: readonly (Node | null)[]): { readonly value: unknown } | undefined {
  const values: unknown[] = [];
  for (const each of elements) {
    const literal = each === null ? undefined : readLiteral(each);
    if (literal === undefined) return undefined;
    values.push(literal.value);
  }
  return { value: values };
}

function readObject(properties: readonly Node[]): { readonly value: unknown } | undefined {
  const entries: [string, unknown][] = [];
  for (const each of properties) {
    if (each.type !== "Property" || each.computed) return undefined;
    const name = each.key.type === "Identifier" ? each.key.name : literalText(each.key);
    const literal = readLiteral(each.value);
    if (name === undefined || literal === undefined) return undefined;
    entries.push([name, literal.value]);
  }
  return { value: Object.fromEntries(entries) };
}
