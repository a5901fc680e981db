import type { ActionId } from "../action-id.ts";
import type { FormPart } from "./form-part.ts";
import { overLimit, ReplyFault, quote } from "./reply-fault.ts";
import type { ReplyOptions } from "./reply-options.ts";
import type { TagSlot } from "./tag-slot.ts";

/** What a numbered part was used as; a part has one role. */
export type PartRole =
  | "unused"
  | "root"
  | "model"
  | "collection"
  | "stream"
  | "action"
  | "bound"
  | "file";

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

/** An action with bound arguments, which is made when these are known; until then an object stands in its places. */
export interface BoundAction {
  readonly id: ActionId;
  readonly bound: readonly unknown[];
  readonly uses: TagSlot[];
  /** Undefined until it is made. */
  made: unknown;
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
  /** Chunks of each stream, in order, by its number; taken out when used. */
  readonly streams: Map<number, FormPart[]>;
  /** How many of both came. */
  entries: number;
  /** Values walked. */
  nodes: number;
  /** Values counted at each reference to them, see `measureGraph`. */
  measured: number;
  references: number;
  /** The way from the current part's root to the value at hand, by depth. */
  readonly path: (string | number)[];
  /** Number of the current part; undefined in a stream, whose values have no names. */
  pathPart: number | undefined;
  pathDepth: number;
  /** Number of the last `$K` of the model at hand. */
  lastForm: number;
  readonly pendingReferences: PendingReference[];
  readonly pendingCollections: PendingCollection[];
  /** Parts behind `$@` that are still to be walked, and how deep they stand. */
  readonly queue: { readonly part: NumberedPart; readonly depth: number }[];
  /** By what stands in its place until it is made. */
  readonly boundActions: Map<unknown, BoundAction>;
  /** What stands behind a promise, a Map, a Set, an iterator, a stream or an action's bound arguments. */
  readonly behind: Map<object, readonly unknown[]>;
}

/** Stands in a slot whose reference is not resolved yet. */
export const unresolved: object = Object.freeze({});

/** Makes an empty graph. */
export function createReplyGraph(options: ReplyOptions): ReplyGraph {
  return new EmptyGraph(options);
}

/** Most bodies are one part without references: every call would pay for tables that few need. */
class EmptyGraph implements ReplyGraph {
  readonly options: ReplyOptions;
  readonly parts = new Map<number, NumberedPart>();
  #forms: ReplyGraph["forms"] | undefined;
  #streams: ReplyGraph["streams"] | undefined;
  entries = 0;
  nodes = 0;
  measured = 0;
  references = 0;
  readonly path: (string | number)[] = [];
  pathPart: number | undefined = 0;
  pathDepth = 0;
  lastForm = -1;
  readonly pendingReferences: PendingReference[] = [];
  readonly pendingCollections: PendingCollection[] = [];
  readonly queue: { readonly part: NumberedPart; readonly depth: number }[] = [];
  #boundActions: ReplyGraph["boundActions"] | undefined;
  #behind: ReplyGraph["behind"] | undefined;

  constructor(options: ReplyOptions) {
    this.options = options;
  }

  get forms(): ReplyGraph["forms"] {
    return (this.#forms ??= new Map());
  }

  get streams(): ReplyGraph["streams"] {
    return (this.#streams ??= new Map());
  }

  get boundActions(): ReplyGraph["boundActions"] {
    return (this.#boundActions ??= new Map());
  }

  get behind(): ReplyGraph["behind"] {
    return (this.#behind ??= new Map());
  }
}

const numberPattern = /^(?:0|[1-9][0-9]{0,8})$/u;
const formEntryPattern = /^_(0|[1-9][0-9]{0,8})_/u;
const streamPattern = /^S(0|[1-9][0-9]{0,8})$/u;

/** Makes a part that nothing uses yet. */
export function numberPart(id: number, source: FormPart): NumberedPart {
  return { id, source, role: "unused", slot: [undefined], promise: undefined };
}

/** Files every part of the body under its number; a name that is none, or comes twice, is a fault. */
export function indexParts(graph: ReplyGraph, parts: readonly FormPart[], prefix: string): void {
  const { budgets } = graph.options;
  let models = 0;
  for (const source of parts) {
    const name = source.name.slice(prefix.length);
    if (!numberPattern.test(name)) {
      fileEntry(graph, name, source);
      continue;
    }
    if (source.kind === "field" && ++models > budgets.maxModelParts)
      throw overLimit(budgets, "maxModelParts", "model parts");
    const id = Number(name);
    if (graph.parts.has(id)) throw faultOfRepeated(id, parts);
    graph.parts.set(id, numberPart(id, source));
  }
  if (graph.entries === 0) return;
  for (const id of [...graph.forms.keys(), ...graph.streams.keys()])
    if (graph.parts.has(id) || (graph.forms.has(id) && graph.streams.has(id)))
      throw new ReplyFault(`the number ${id} for two parts`);
}

function fileEntry(graph: ReplyGraph, name: string, source: FormPart): void {
  const stream = streamPattern.exec(name)?.[1];
  const match = formEntryPattern.exec(name);
  graph.entries += 1;
  if (stream !== undefined) addTo(graph.streams, Number(stream), source);
  else if (match !== null)
    addTo(graph.forms, Number(match[1]), { name: name.slice(match[0].length), source });
  else throw new ReplyFault(`a part with the name ${quote(name)}`);
}

function addTo<T>(lists: Map<number, T[]>, id: number, item: T): void {
  const list = lists.get(id);
  if (list === undefined) lists.set(id, [item]);
  else list.push(item);
}

/** React 19.3.0 and older write each chunk of a stream as one more part of its number. */
function faultOfRepeated(id: number, parts: readonly FormPart[]): ReplyFault {
  const tags = ["R", "r", "X", "x"].map((letter) => `"$${letter}${id.toString(16)}"`);
  const isStream = parts.some(
    (part) => part.kind === "field" && tags.some((tag) => part.value.includes(tag)),
  );
  return isStream
    ? new ReplyFault(`stream ${id} is written by an older version of React`, "SKEW")
    : new ReplyFault(`part ${id} twice`);
}

/** Counts one reference of any kind. */
export function countReference(graph: ReplyGraph): void {
  const { budgets } = graph.options;
  if (++graph.references > budgets.maxReferences)
    throw overLimit(budgets, "maxReferences", "references");
}

/** Gives a part its role. A part in two roles, used twice in a role of one use, or missing, is a fault. */
export function takePart(graph: ReplyGraph, id: number, role: PartRole): NumberedPart {
  const part = graph.parts.get(id);
  if (part === undefined) throw new ReplyFault(`a reference to the missing part ${id}`);
  const again = part.role === role && (role === "model" || role === "action" || role === "bound");
  if (part.role !== "unused" && !again)
    throw new ReplyFault(`part ${id} is used as ${part.role} and again as ${role}`);
  part.role = role;
  return part;
}

/** Takes a part and has it walked once, one level below where it is referred to. */
export function takeWalked(
  graph: ReplyGraph,
  use: { readonly id: number; readonly role: PartRole; readonly depth: number },
): NumberedPart {
  const fresh = graph.parts.get(use.id)?.role === "unused";
  const part = takePart(graph, use.id, use.role);
  if (fresh) graph.queue.push({ part, depth: use.depth + 1 });
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
  if (graph.entries === 0) return;
  for (const id of graph.forms.keys()) throw new ReplyFault(`form entries ${id} are not used`);
  for (const id of graph.streams.keys()) throw new ReplyFault(`stream ${id} is not used`);
}
