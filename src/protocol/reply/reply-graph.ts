import type { FormPart } from "./form-part.ts";
import { ReplyFault, quote } from "./reply-fault.ts";
import type { ReplyOptions } from "./reply-options.ts";

/** What a numbered part was used as; a part has one role. */
export type PartRole = "unused" | "root" | "model" | "collection" | "action" | "file";

/** A numbered part while its body is decoded. */
export interface NumberedPart {
  readonly id: number;
  readonly source: FormPart;
  role: PartRole;
  /** One element: the decoded value, of a part that holds a model or an action. */
  readonly slot: [value: unknown];
  /** The promise that `$@` made of this part. */
  promise: SettledLater | undefined;
}

/** A promise whose value is known when the whole graph is. */
export interface SettledLater {
  readonly promise: Promise<unknown>;
  readonly settle: (value: unknown) => void;
}

/** A slot that waits for what its reference points to. */
export interface PendingReference {
  readonly text: string;
  readonly holder: object;
  readonly key: string | number;
}

/** A Map or Set that is filled when all references are resolved. */
export type PendingCollection =
  | { readonly kind: "map"; readonly target: Map<unknown, unknown>; readonly items: unknown[] }
  | { readonly kind: "set"; readonly target: Set<unknown>; readonly items: unknown[] };

/** All that one decoding knows: the parts, what was counted, and what is still open. */
export interface ReplyGraph {
  readonly options: ReplyOptions;
  readonly parts: Map<number, NumberedPart>;
  /** Entries of each `$K` form, by its number; taken out when used. */
  readonly forms: Map<number, { readonly name: string; readonly source: FormPart }[]>;
  nodes: number;
  references: number;
  /** The way from the current part's root to the value at hand, by depth. */
  readonly path: (string | number)[];
  pathPart: number;
  pathDepth: number;
  /** Number of the last `$K` of the model at hand. */
  lastForm: number;
  readonly pendingReferences: PendingReference[];
  readonly pendingCollections: PendingCollection[];
  /** Parts behind `$@` that are still to be walked, and how deep they stand. */
  readonly queue: { readonly part: NumberedPart; readonly depth: number }[];
  /** What stands behind a promise or an iterator. */
  readonly behind: Map<object, NumberedPart>;
}

/** Stands in a slot whose reference is not resolved yet. */
export const unresolved: object = Object.freeze({});

/** Makes an empty graph. */
export function createReplyGraph(options: ReplyOptions): ReplyGraph {
  return {
    options,
    parts: new Map(),
    forms: new Map(),
    nodes: 0,
    references: 0,
    path: [],
    pathPart: 0,
    pathDepth: 0,
    lastForm: -1,
    pendingReferences: [],
    pendingCollections: [],
    queue: [],
    behind: new Map(),
  };
}

const numberPattern = /^(?:0|[1-9][0-9]{0,8})$/u;
const formEntryPattern = /^_(0|[1-9][0-9]{0,8})_/u;

/** Makes a part that nothing uses yet. */
export function numberPart(id: number, source: FormPart): NumberedPart {
  return { id, source, role: "unused", slot: [undefined], promise: undefined };
}

/** Files every part of the body under its number; a name that is none, or comes twice, is a fault. */
export function indexParts(graph: ReplyGraph, parts: readonly FormPart[], prefix: string): void {
  const { maxModelParts } = graph.options.budgets;
  let models = 0;
  for (const source of parts) {
    const name = source.name.slice(prefix.length);
    if (!numberPattern.test(name)) {
      fileFormEntry(graph, name, source);
      continue;
    }
    if (source.kind === "field" && ++models > maxModelParts)
      throw new ReplyFault(`more than ${maxModelParts} model parts (maxModelParts)`);
    const id = Number(name);
    if (graph.parts.has(id)) throw new ReplyFault(`part ${id} twice`);
    graph.parts.set(id, numberPart(id, source));
  }
}

function fileFormEntry(graph: ReplyGraph, name: string, source: FormPart): void {
  const match = formEntryPattern.exec(name);
  if (match === null) throw new ReplyFault(`a part with the name ${quote(name)}`);
  const id = Number(match[1]);
  const entry = { name: name.slice(match[0].length), source };
  const entries = graph.forms.get(id);
  if (entries === undefined) graph.forms.set(id, [entry]);
  else entries.push(entry);
}

/** Counts one reference of any kind. */
export function countReference(graph: ReplyGraph): void {
  const { maxReferences } = graph.options.budgets;
  if (++graph.references > maxReferences)
    throw new ReplyFault(`more than ${maxReferences} references (maxReferences)`);
}

/** Gives a part its role. A part in two roles, used twice in a role of one use, or missing, is a fault. */
export function takePart(graph: ReplyGraph, id: number, role: PartRole): NumberedPart {
  const part = graph.parts.get(id);
  if (part === undefined) throw new ReplyFault(`a reference to the missing part ${id}`);
  const again = part.role === role && (role === "model" || role === "action");
  if (part.role !== "unused" && !again)
    throw new ReplyFault(`part ${id} is used as ${part.role} and again as ${role}`);
  part.role = role;
  return part;
}

/** Parses the JSON of a model part. */
export function parsePart(part: NumberedPart): unknown {
  if (part.source.kind === "file")
    throw new ReplyFault(`part ${part.id} is a file where a model is expected`);
  return parseJson(part.source.value, `part ${part.id}`);
}

/** Parses JSON; text that is none is a fault naming `what`. */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ReplyFault(`${what} is not JSON`);
  }
}

/** Faults parts that nothing refers to. */
export function checkAllUsed(graph: ReplyGraph): void {
  for (const part of graph.parts.values())
    if (part.role === "unused") throw new ReplyFault(`part ${part.id} is not used`);
  for (const id of graph.forms.keys()) throw new ReplyFault(`form entries ${id} are not used`);
}
