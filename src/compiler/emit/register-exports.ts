import type { Node } from "oxc-parser";
import type { ActionId } from "../../protocol/index.ts";
import type { ModuleActionId } from "../identify/identify-actions.ts";
import { findToken } from "../parse/find-token.ts";
import type { FreshNames } from "../parse/fresh-names.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { isFunction, type Range } from "../parse/syntax-tree.ts";
import type { EditPlan } from "./edit-plan.ts";
import { exportName } from "./emit-stubs.ts";
import type { RuntimeNames } from "./runtime-names.ts";

/** What planning the exports of a "use server" file needs. */
export interface ExportEmitter {
  readonly plan: EditPlan;
  readonly module: ParsedModule;
  readonly names: RuntimeNames;
  readonly fresh: FreshNames;
  readonly isEndpoint: (id: ActionId) => boolean;
  /** Address of the page about exports that are no actions. */
  readonly page: string;
}

/**
 * Plans registering each export under its id. The functions stay where they are. A function that already is
 * an action under another id (a second name, a re-export) is exported through a wrapper of its own.
 */
export function registerExports(emitter: ExportEmitter, actions: readonly ModuleActionId[]): void {
  const claimed = new Set<Range | string>();
  const wrapped: Wrapped[] = [];
  const rank = (action: ModuleActionId): number =>
    action.entry.form.kind === "declaration" ? 0 : 1;
  for (const action of actions.toSorted((a, b) => rank(a) - rank(b))) {
    const { form, value } = action.entry;
    const initializer = "initializer" in form ? form.initializer : undefined;
    if (form.kind === "from" || form.kind === "star")
      wrapped.push({ action, statement: form.statement });
    else if (initializer !== undefined) {
      wrapInitializer(emitter, action, initializer);
      registerInPlace(emitter, action);
    } else {
      const key = value.kind === "function" ? value.fn : form.local;
      const isFree = value.kind !== "import" && (key === undefined || !claimed.has(key));
      if (key !== undefined) claimed.add(key);
      if (isFree || form.kind === "declaration" || form.local === undefined)
        registerInPlace(emitter, action);
      else
        wrapped.push({
          action,
          statement:
            form.kind === "list" || form.kind === "default-expression" ? form.statement : undefined,
          local: form.local,
        });
    }
  }
  exportWrapped(emitter, wrapped);
}

/** An export that needs a function of its own. Without `local` it comes from another module. */
interface Wrapped {
  readonly action: ModuleActionId;
  readonly statement: Range | undefined;
  readonly local?: string;
}

function registerInPlace(emitter: ExportEmitter, { entry, id }: ModuleActionId): void {
  const { plan, module, fresh } = emitter;
  const { form } = entry;
  if (form.kind === "from" || form.kind === "star") return;
  let { local } = form;
  if (local === undefined) {
    local = fresh("$$edict_default");
    if (form.kind === "default-declaration") nameDeclaration(emitter, form.statement, local);
    else if (form.kind === "default-expression") {
      const word = findToken(module, "default", form.statement.start, form.expression.start);
      plan.replacements.push({
        range: { start: form.statement.start, end: word + "default".length },
        text: `const ${local} =`,
      });
      plan.endings.push(`export { ${local} as default };`);
    }
  }
  register(emitter, { value: local, id, entry });
}

function nameDeclaration({ plan, module }: ExportEmitter, statement: Range, name: string): void {
  const fn = module.program.body.find((node) => node.start === statement.start);
  const declaration =
    fn?.type === "ExportDefaultDeclaration" ? (fn.declaration as Node) : undefined;
  if (isFunction(declaration)) nameFunction(plan, module, declaration, name);
}

/** Plans a name for an anonymous function declaration. */
export function nameFunction(
  plan: EditPlan,
  module: ParsedModule,
  fn: Extract<Node, { start: number }>,
  name: string,
): void {
  const typeParameters = isFunction(fn) ? fn.typeParameters : undefined;
  const at = typeParameters?.start ?? findToken(module, "(", fn.start, fn.end);
  plan.insertions.push({ at, text: ` ${name}`, kind: "stay" });
}

function register(
  { plan, names, module, isEndpoint, page }: ExportEmitter,
  { value, id, entry }: { value: string; id: ActionId; entry: ModuleActionId["entry"] },
): void {
  if (!isEndpoint(id)) return;
  // What only shows at run time is refused by the runtime, which then names it.
  const label =
    entry.resolved.kind === "function"
      ? ""
      : `, ${JSON.stringify(`${entry.exported} in ${module.file.path}`)}, ${JSON.stringify(page)}`;
  plan.endings.push(`${names.registerAction()}(${value}, "${id}"${label});`);
}

/** `export const second = first` gets a function of its own, so that `first` may have another id. What is no function stays what it is, for the runtime to refuse. */
function wrapInitializer(
  emitter: ExportEmitter,
  { entry }: ModuleActionId,
  initializer: Range,
): void {
  const { plan, fresh } = emitter;
  const value = fresh("$$value");
  const rest = fresh("$$args");
  const wrapper = `${asyncOf(entry)}(...${rest}) => ${value}(...${rest})`;
  const body =
    entry.resolved.kind === "function"
      ? wrapper
      : `typeof ${value} === "function" ? ${wrapper} : ${value}`;
  // The value is that of this moment, however often the other name is assigned again.
  plan.insertions.push({
    at: initializer.start,
    text: `/*#__PURE__*/ ((${value}) => ${body})(`,
    kind: "stay",
  });
  plan.insertions.push({ at: initializer.end, text: ")", kind: "stay" });
}

/** A stream is handed on as it is; a promise of it could not be iterated. */
function asyncOf({ resolved }: ModuleActionId["entry"]): string {
  return resolved.kind === "function" && resolved.isGenerator ? "" : "async ";
}

/** The wrapper is a function whatever it wraps: the runtime must look at the value itself. */
function guardedValue(
  original: string,
  wrapper: string,
  { resolved }: ModuleActionId["entry"],
): string {
  return resolved.kind === "function"
    ? wrapper
    : `typeof ${original} === "function" ? ${wrapper} : ${original}`;
}

function exportWrapped(emitter: ExportEmitter, wrapped: readonly Wrapped[]): void {
  const imports = new Map<Range, string[]>();
  const dropped = new Map<Range, Set<string>>();
  for (const each of wrapped) {
    const { entry, id } = each.action;
    const local = each.local ?? emitter.fresh("$$edict_source");
    const { value } = entry;
    if (each.statement !== undefined && each.local === undefined && value.kind === "import")
      push(imports, each.statement, `${exportName(value.imported)} as ${local}`);
    else if (each.statement !== undefined)
      dropped.set(each.statement, (dropped.get(each.statement) ?? new Set()).add(entry.exported));
    const name = emitter.fresh("$$edict_export");
    const rest = emitter.fresh("$$args");
    emitter.plan.endings.push(
      `${asyncOf(entry)}function ${name}(...${rest}) { return ${local}(...${rest}); }`,
      `export { ${name} as ${exportName(entry.exported)} };`,
    );
    register(emitter, { value: guardedValue(local, name, entry), id, entry });
  }
  for (const [statement, specifiers] of imports) importInstead(emitter, statement, specifiers);
  for (const [statement, names] of dropped) dropSpecifiers(emitter, statement, names);
}

function push<K>(lists: Map<K, string[]>, key: K, item: string): void {
  const list = lists.get(key) ?? [];
  list.push(item);
  lists.set(key, list);
}

/** Turns `export … from "…"` into the import of what the wrappers call. */
function importInstead(
  { plan, module }: ExportEmitter,
  statement: Range,
  specifiers: readonly string[],
): void {
  const node = module.program.body.find(({ start }) => start === statement.start);
  if (node === undefined || !("source" in node) || node.source === null) return;
  plan.replacements.push({
    range: { start: statement.start, end: node.source.start },
    text: `import { ${specifiers.join(", ")} } from `,
  });
}

function dropSpecifiers(
  { plan, module }: ExportEmitter,
  statement: Range,
  names: ReadonlySet<string>,
): void {
  const node = module.program.body.find(({ start }) => start === statement.start);
  if (node?.type !== "ExportNamedDeclaration") return void plan.removals.push(statement);
  const kept = node.specifiers
    .filter(
      ({ exported }) => !names.has(exported.type === "Literal" ? exported.value : exported.name),
    )
    .map(({ start, end }) => module.file.code.slice(start, end));
  plan.replacements.push({ range: statement, text: `export { ${kept.join(", ")} };` });
}
