import { err, ok, type Result } from "../base/index.ts";

/** What a folder of `app/` stands for in a URL. */
export type FolderSegment =
  | { readonly kind: "static"; readonly text: string }
  | { readonly kind: "dynamic" | "catch-all" | "optional-catch-all"; readonly name: string }
  | { readonly kind: "group" }
  | { readonly kind: "private" };

/** Why a folder name cannot be a segment, as the end of a sentence that begins with the folder's name. */
export interface SegmentFault {
  readonly kind: "unsupported" | "malformed";
  readonly reason: string;
}

const parameter = /^(?:\[(?:(\.\.\.)?([^[\].]+))\]|\[\[\.\.\.([^[\].]+)\]\])$/;
const parameterName = /^[\p{L}\p{N}_$-]+$/u;

/**
 * Reads a folder name of the App Router: `posts`, `[id]`, `[...all]`, `[[...all]]`, `(group)`, `_private`.
 * A name that starts with `%5F` stands for a URL segment that starts with `_`.
 */
export function parseSegment(folder: string): Result<FolderSegment, SegmentFault> {
  if (folder.startsWith("_")) return ok({ kind: "private" });
  if (folder.startsWith("@"))
    return err({
      kind: "unsupported",
      reason: "is a parallel route (slot), which is not supported yet",
    });
  if (/^\(\.{1,3}\)/.test(folder))
    return err({
      kind: "unsupported",
      reason: "is an intercepted route, which is not supported yet",
    });
  if (/^\([^()]+\)$/.test(folder)) return ok({ kind: "group" });
  return /[[\]…]/.test(folder) ? parseParameter(folder) : parseStatic(folder);
}

function parseParameter(folder: string): Result<FolderSegment, SegmentFault> {
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

function parseStatic(folder: string): Result<FolderSegment, SegmentFault> {
  const text = folder.replace(/^%5f/i, "_");
  if (text.includes("\\") || /\p{Cc}|\p{Surrogate}/u.test(text))
    return malformed("has a character that no URL can carry");
  return ok({ kind: "static", text });
}

function malformed(reason: string): Result<never, SegmentFault> {
  return err({ kind: "malformed", reason });
}
