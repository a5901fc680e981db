import { err, ok, type Result } from "../base/index.ts";

/** What a folder of `app/` stands for in a URL. */
export type FolderSegment =
  | UrlFolder
  | { readonly kind: "group" }
  /** `@name`: what a layout gets as its property `name`, beside `children`. */
  | { readonly kind: "slot"; readonly name: string }
  /** `(.)inner`: stands in for what `levelsUp` segments above this one are called `inner`; `root` counts from `app/`. */
  | {
      readonly kind: "intercepting";
      readonly levelsUp: number | "root";
      readonly inner: UrlFolder;
    }
  | { readonly kind: "private" };

/** A folder that stands for a part of the URL. */
export type UrlFolder =
  | { readonly kind: "static"; readonly text: string }
  | { readonly kind: "dynamic" | "catch-all" | "optional-catch-all"; readonly name: string };

/** Why a folder name cannot be a segment, as the end of a sentence that begins with the folder's name. */
export interface SegmentFault {
  readonly reason: string;
}

const parameter = /^(?:\[(?:(\.\.\.)?([^[\].]+))\]|\[\[\.\.\.([^[\].]+)\]\])$/;
const parameterName = /^[\p{L}\p{N}_$-]+$/u;

const marker = /^(\(\.\)|\(\.\.\.\)|(?:\(\.\.\))+)(.*)$/;

/**
 * Reads a folder name of the App Router: `posts`, `[id]`, `[...all]`, `[[...all]]`, `(group)`, `@slot`, `(.)posts`, `_private`.
 * A name that starts with `%5F` stands for a URL segment that starts with `_`.
 */
export function parseSegment(folder: string): Result<FolderSegment, SegmentFault> {
  if (folder.startsWith("_")) return ok({ kind: "private" });
  if (folder.startsWith("@")) return parseSlot(folder);
  const [, levels, inner] = marker.exec(folder) ?? [];
  if (levels !== undefined && inner !== undefined) return parseIntercepting(levels, inner);
  if (/^\([^()]+\)$/.test(folder)) return ok({ kind: "group" });
  return parseUrlFolder(folder);
}

function parseSlot(folder: string): Result<FolderSegment, SegmentFault> {
  const name = folder.slice(1);
  // It becomes a property of the layout.
  if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name) || name === "__proto__")
    return malformed("is no slot; write @ and a name of letters, digits, - and _");
  if (name === "children" || name === "params")
    return malformed(`is a slot named ${name}, which every layout has already; use another name`);
  return ok({ kind: "slot", name });
}

function parseIntercepting(levels: string, inner: string): Result<FolderSegment, SegmentFault> {
  const levelsUp =
    levels === "(...)" ? ("root" as const) : levels === "(.)" ? 0 : levels.length / "(..)".length;
  if (inner === "" || inner.startsWith("(") || inner.startsWith("@"))
    return malformed(
      "intercepts no segment; write the name of one after the dots, as in (.)photos",
    );
  const parsed = parseUrlFolder(inner);
  return parsed.ok ? ok({ kind: "intercepting", levelsUp, inner: parsed.value }) : parsed;
}

function parseUrlFolder(folder: string): Result<UrlFolder, SegmentFault> {
  return /[[\]…]/.test(folder) ? parseParameter(folder) : parseStatic(folder);
}

function parseParameter(folder: string): Result<UrlFolder, SegmentFault> {
  if (folder.includes("…"))
    return malformed("has the character … in its name; write three dots, as in [...all]");
  const found = parameter.exec(folder);
  const [, dots, single, optional] = found ?? [];
  const name = single ?? optional;
  if (name === undefined)
    return malformed("is no parameter; write [id], [...all] or [[...all]] and nothing around it");
  // A param of this name would set the prototype of the object that carries the params.
  if (!parameterName.test(name) || name === "__proto__")
    return malformed(`has a parameter named ${JSON.stringify(name)}; use letters, digits, - and _`);
  if (optional !== undefined) return ok({ kind: "optional-catch-all", name });
  return ok({ kind: dots === undefined ? "dynamic" : "catch-all", name });
}

function parseStatic(folder: string): Result<UrlFolder, SegmentFault> {
  const text = folder.replace(/^%5f/i, "_");
  if (text.includes("\\") || /\p{Cc}|\p{Surrogate}/u.test(text))
    return malformed("has a character that no URL can carry");
  return ok({ kind: "static", text });
}

function malformed(reason: string): Result<never, SegmentFault> {
  return err({ reason });
}
