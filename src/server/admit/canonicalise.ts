import { err, ok, type Result } from "../../base/index.ts";
import { canonicalPath } from "../../routing/index.ts";

/** The one spelling of a request's URL that every later step sees. */
export interface CanonicalUrl {
  /** As `canonicalPath` spells it, `basePath` included, without a slash at its end. */
  readonly path: string;
  /** With its `?`, or "". */
  readonly search: string;
  /** `host[:port]` of a target in absolute form, lower case. */
  readonly authority: string | undefined;
}

/** Why a target is not answered as it stands. */
export type TargetFault =
  | { readonly kind: "malformed"; readonly reason: string }
  /** Same resource, other spelling: `location` is a path with its search. */
  | { readonly kind: "moved"; readonly location: string };

const absoluteForm = /^https?:\/\/([^/?#\\@]+)([/?].*)?$/i;

/**
 * Reads a request target into its one spelling; another spelling of it is moved there, an ambiguous one is malformed.
 * @param trailingSlash whether pages are spelled with a slash at their end
 */
export function canonicalise(
  target: string,
  trailingSlash: boolean,
): Result<CanonicalUrl, TargetFault> {
  // Bytes that no client sends unescaped: hosts disagree on what they mean.
  if (/[^\x21-\x7e]|#/.test(target)) return malformed("the target holds raw bytes or a #");
  if (target.charCodeAt(0) === 47 /* / */)
    return canonicaliseOriginForm(target, undefined, trailingSlash);
  const absolute = absoluteForm.exec(target);
  if (absolute?.[1] === undefined) return malformed("the target is neither a path nor a URL");
  const rest = absolute[2] ?? "";
  const path = rest.startsWith("/") ? rest : `/${rest}`;
  return canonicaliseOriginForm(path, absolute[1].toLowerCase(), trailingSlash);
}

function canonicaliseOriginForm(
  target: string,
  authority: string | undefined,
  trailingSlash: boolean,
): Result<CanonicalUrl, TargetFault> {
  const mark = target.indexOf("?");
  const raw = mark === -1 ? target : target.slice(0, mark);
  const search = mark === -1 || mark === target.length - 1 ? "" : target.slice(mark);
  const path = canonicalPath(raw, { trailingSlash });
  if (!path.ok) return malformed(`the path has no one spelling: ${path.error}`);
  if (path.value !== raw) return err({ kind: "moved", location: path.value + search });
  const isSlashed = trailingSlash && raw.length > 1 && raw.endsWith("/");
  return ok({ path: isSlashed ? raw.slice(0, -1) : raw, search, authority });
}

function malformed(reason: string): Result<never, TargetFault> {
  return err({ kind: "malformed", reason });
}
