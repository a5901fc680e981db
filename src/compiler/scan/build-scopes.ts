import type {
  AccessorProperty,
  Class,
  ForInStatement,
  ForOfStatement,
  ImportDeclaration,
  JSXClosingElement,
  JSXOpeningElement,
  MethodDefinition,
  Node,
  PropertyDefinition,
  VariableDeclaration,
} from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { childrenOf, isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import { bindingNames } from "./binding-names.ts";
import { ModuleMemo } from "./module-memo.ts";
import {
  declare,
  functionScope,
  lookUp,
  makeScope,
  type BindingKind,
  type Reference,
  type Scope,
  type ScopeTree,
} from "./scope.ts";

/** Finds out what every name of a module stands for. Types are no uses; hoisting, shadowing and default parameters are as the language has them. */
export function buildScopes(module: ParsedModule): ScopeTree {
  const program = makeScope(undefined, true);
  const builder: Builder = {
    program,
    scopeOf: new Map([[module.program as Node, program]]),
    parametersOf: new Map(),
    importOf: new Map(),
    uses: [],
  };
  for (const statement of childrenOf(module.program)) visit(builder, statement, program);
  const referenceAt = new Map<Node, Reference>();
  const references: Reference[] = [];
  for (const { node, scope, isWrite } of builder.uses) {
    const binding = lookUp(scope, node.name);
    if (binding === undefined) continue;
    const reference: Reference = { node, binding, isWrite };
    binding.references.push(reference);
    references.push(reference);
    referenceAt.set(node, reference);
  }
  const { scopeOf, parametersOf, importOf } = builder;
  const memo = new ModuleMemo();
  return { program, references, referenceAt, scopeOf, parametersOf, importOf, memo };
}

interface Use {
  readonly node: Node & { readonly name: string };
  readonly scope: Scope;
  readonly isWrite: boolean;
}

/** What one walk gathers; resolved once all names are declared. */
interface Builder {
  readonly program: Scope;
  readonly scopeOf: Map<Node, Scope>;
  readonly parametersOf: Map<Node, Scope>;
  readonly importOf: Map<Node, ImportDeclaration>;
  readonly uses: Use[];
}

type Visitor<T extends Node["type"]> = (
  builder: Builder,
  node: Node & { readonly type: T },
  scope: Scope,
) => void;

function visit(builder: Builder, node: Node, scope: Scope): void {
  if (isFunction(node)) return visitFunction(builder, node, scope);
  // The table gives each type the visitor of that type.
  const visitor = visitors[node.type] as ((b: Builder, n: Node, s: Scope) => void) | undefined;
  if (visitor === undefined) visitAll(builder, childrenOf(node), scope);
  else visitor(builder, node, scope);
}

function visitAll(builder: Builder, nodes: readonly Node[], scope: Scope): void {
  for (const node of nodes) visit(builder, node, scope);
}

function open(builder: Builder, node: Node, parent: Scope, isFunctionScope = false): Scope {
  const scope = makeScope(parent, isFunctionScope);
  if (!builder.scopeOf.has(node)) builder.scopeOf.set(node, scope);
  return scope;
}

const visitBlock = (builder: Builder, node: Node, scope: Scope): void => {
  visitAll(builder, childrenOf(node), open(builder, node, scope));
};

const visitFunctionBlock = (builder: Builder, node: Node, scope: Scope): void => {
  visitAll(builder, childrenOf(node), open(builder, node, scope, true));
};

const visitKeyed = (
  builder: Builder,
  node: { readonly key: Node; readonly computed: boolean; readonly value: Node | null },
  scope: Scope,
): void => {
  if (node.computed) visit(builder, node.key, scope);
  if (node.value !== null) visit(builder, node.value, scope);
};

const visitMember = (
  builder: Builder,
  node: MethodDefinition | PropertyDefinition | AccessorProperty,
  scope: Scope,
): void => {
  visitAll(builder, node.decorators, scope);
  visitKeyed(builder, node, scope);
};

const visitClass = (builder: Builder, node: Class, scope: Scope): void => {
  if (node.type === "ClassDeclaration" && node.id !== null)
    declare(scope, node.id.name, "class", node);
  visitAll(builder, node.decorators, scope);
  const inner = open(builder, node, scope);
  if (node.id !== null) declare(inner, node.id.name, "own-name", node);
  if (node.superClass !== null) visit(builder, node.superClass, inner);
  visitAll(builder, childrenOf(node.body), inner);
};

const visitElementName = (builder: Builder, name: Node, scope: Scope): void => {
  if (name.type === "JSXMemberExpression") return visitElementName(builder, name.object, scope);
  if (name.type !== "JSXIdentifier") return;
  if (!name.name.includes("-") && name.name !== "this") use(builder, name, scope);
};

function use(
  builder: Builder,
  node: Node & { readonly name: string },
  scope: Scope,
  isWrite = false,
): void {
  builder.uses.push({ node, scope, isWrite });
}

const visitElement = (
  builder: Builder,
  node: JSXOpeningElement | JSXClosingElement,
  scope: Scope,
): void => {
  const { name } = node;
  // A lower-case name is an HTML element, unless a member of it is meant.
  if (name.type !== "JSXIdentifier" || !/^[a-z]/.test(name.name))
    visitElementName(builder, name, scope);
  if (node.type === "JSXOpeningElement") visitAll(builder, node.attributes, scope);
};

const visitAssignment = (builder: Builder, target: Node, scope: Scope): void => {
  const inner = withoutTypes(target);
  if (inner.type === "Identifier") use(builder, inner, scope, true);
  else if (inner.type === "AssignmentPattern") {
    visitAssignment(builder, inner.left, scope);
    visit(builder, inner.right, scope);
  } else if (inner.type === "RestElement") visitAssignment(builder, inner.argument, scope);
  else if (inner.type === "ArrayPattern") {
    for (const element of inner.elements)
      if (element !== null) visitAssignment(builder, element, scope);
  } else if (inner.type === "ObjectPattern") {
    for (const property of inner.properties) {
      if (property.type === "Property" && property.computed) visit(builder, property.key, scope);
      const part = property.type === "Property" ? property.value : property.argument;
      visitAssignment(builder, part, scope);
    }
  } else visit(builder, inner, scope);
};

/** Visits what a pattern that declares evaluates: defaults and computed keys. */
function visitPattern(builder: Builder, pattern: Node, scope: Scope): void {
  if (pattern.type === "Identifier") return;
  if (pattern.type === "AssignmentPattern") {
    visitPattern(builder, pattern.left, scope);
    visit(builder, pattern.right, scope);
  } else if (pattern.type === "RestElement") visitPattern(builder, pattern.argument, scope);
  else if (pattern.type === "TSParameterProperty") visitPattern(builder, pattern.parameter, scope);
  else if (pattern.type === "ArrayPattern") {
    for (const element of pattern.elements)
      if (element !== null) visitPattern(builder, element, scope);
  } else if (pattern.type === "ObjectPattern") {
    for (const property of pattern.properties) {
      if (property.type === "Property" && property.computed) visit(builder, property.key, scope);
      visitPattern(
        builder,
        property.type === "Property" ? property.value : property.argument,
        scope,
      );
    }
  }
}

function visitFunction(builder: Builder, node: FunctionNode, scope: Scope): void {
  if (node.type === "FunctionDeclaration" && node.id !== null)
    declare(scope, node.id.name, "function", node);
  let outer = scope;
  if (node.type === "FunctionExpression" && node.id !== null) {
    outer = open(builder, node, scope);
    declare(outer, node.id.name, "own-name", node);
  }
  const parameters = open(builder, node, outer, true);
  builder.parametersOf.set(node, parameters);
  if (node.type !== "ArrowFunctionExpression") declare(parameters, "arguments", "arguments", node);
  for (const parameter of node.params) {
    for (const { name } of bindingNames(parameter))
      declare(parameters, name, "parameter", parameter);
    if ("decorators" in parameter) visitAll(builder, parameter.decorators ?? [], scope);
  }
  for (const parameter of node.params) visitPattern(builder, parameter, parameters);
  const { body } = node;
  if (body === null) return;
  if (body.type !== "BlockStatement") return visit(builder, body, parameters);
  visitAll(builder, body.body, makeScope(parameters, true));
}

const declarationKinds: Record<VariableDeclaration["kind"], BindingKind> = {
  var: "var",
  let: "let",
  const: "const",
  using: "const",
  "await using": "const",
};

const visitVariables: Visitor<"VariableDeclaration"> = (builder, node, scope) => {
  const kind = declarationKinds[node.kind];
  const home = kind === "var" ? functionScope(scope) : scope;
  for (const declarator of node.declarations) {
    for (const { name } of bindingNames(declarator.id)) declare(home, name, kind, declarator);
    visitPattern(builder, declarator.id, scope);
    if (declarator.init !== null) visit(builder, declarator.init, scope);
  }
};

const visitLoop = (builder: Builder, node: ForInStatement | ForOfStatement, scope: Scope): void => {
  const inner = open(builder, node, scope);
  if (node.left.type === "VariableDeclaration") visit(builder, node.left, inner);
  else visitAssignment(builder, node.left, inner);
  visit(builder, node.right, inner);
  visit(builder, node.body, inner);
};

const visitImport: Visitor<"ImportDeclaration"> = (builder, node) => {
  for (const specifier of node.specifiers) {
    declare(builder.program, specifier.local.name, "import", specifier);
    builder.importOf.set(specifier, node);
  }
};

const visitExports: Visitor<"ExportNamedDeclaration"> = (builder, node, scope) => {
  if (node.declaration !== null) visitAll(builder, childrenOf(node).slice(0, 1), scope);
  if (node.source !== null || node.exportKind === "type") return;
  for (const { local, exportKind } of node.specifiers)
    if (local.type === "Identifier" && exportKind !== "type") use(builder, local, scope);
};

const ignore = (): void => undefined;

const visitors: { readonly [T in Node["type"]]?: Visitor<T> } = {
  Identifier: (builder, node, scope) => use(builder, node, scope),
  BlockStatement: visitBlock,
  StaticBlock: visitFunctionBlock,
  ForStatement: visitBlock,
  ForInStatement: visitLoop,
  ForOfStatement: visitLoop,
  SwitchStatement: visitBlock,
  CatchClause: (builder, node, scope) => {
    const inner = open(builder, node, scope);
    if (node.param !== null) {
      for (const { name } of bindingNames(node.param)) declare(inner, name, "catch", node);
      visitPattern(builder, node.param, inner);
    }
    visit(builder, node.body, inner);
  },
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  MethodDefinition: visitMember,
  PropertyDefinition: visitMember,
  AccessorProperty: visitMember,
  VariableDeclaration: visitVariables,
  ImportDeclaration: visitImport,
  ExportNamedDeclaration: visitExports,
  ExportAllDeclaration: ignore,
  MetaProperty: ignore,
  LabeledStatement: (builder, node, scope) => visit(builder, node.body, scope),
  BreakStatement: ignore,
  ContinueStatement: ignore,
  Property: visitKeyed,
  MemberExpression: (builder, node, scope) => {
    visit(builder, node.object, scope);
    if (node.computed) visit(builder, node.property, scope);
  },
  AssignmentExpression: (builder, node, scope) => {
    visitAssignment(builder, node.left, scope);
    visit(builder, node.right, scope);
  },
  UpdateExpression: (builder, node, scope) => visitAssignment(builder, node.argument, scope),
  JSXOpeningElement: visitElement,
  JSXClosingElement: visitElement,
  JSXAttribute: (builder, node, scope) => {
    if (node.value !== null) visit(builder, node.value, scope);
  },
  TSEnumDeclaration: (builder, node, scope) => {
    declare(scope, node.id.name, "enum", node);
    const inner = open(builder, node, scope);
    for (const { id } of node.body.members)
      if (id.type === "Identifier") declare(inner, id.name, "const", node);
    for (const { initializer } of node.body.members)
      if (initializer !== null) visit(builder, initializer, inner);
  },
  TSModuleDeclaration: (builder, node, scope) => {
    if (node.declare || node.body === null || node.id.type !== "Identifier") return;
    declare(scope, node.id.name, "namespace", node);
    visitFunctionBlock(builder, node.body, scope);
  },
};
