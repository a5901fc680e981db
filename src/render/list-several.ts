import type { ServedKind } from "../metadata/index.ts";
import type { RouteParams } from "../routing/index.ts";

/** One of the files that one file of `app/` makes, e.g. `{ id: "small", size: { width: 48, height: 48 } }`. */
export interface OneOfSeveral extends Readonly<Record<string, unknown>> {
  readonly id: string;
}

/** The module of a sitemap or of a picture. */
export interface SeveralModule {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly file: string;
  readonly kind: ServedKind;
}

/**
 * Lists what `generateSitemaps` or `generateImageMetadata` of a file gives; undefined where it exports none.
 * @throws TypeError where that is no list of objects with an `id`
 */
export async function listSeveral(
  { exports, file, kind }: SeveralModule,
  params: RouteParams,
): Promise<readonly OneOfSeveral[] | undefined> {
  const name = severalName(kind);
  const generate = exports[name];
  if (typeof generate !== "function") return undefined;
  // As in Next, the parameters are there and not only promised.
  const given: unknown = await Reflect.apply(generate, undefined, [{ params }]);
  if (!Array.isArray(given)) throw invalid(file, name);
  return given.map((item: unknown) => {
    if (typeof item !== "object" || item === null || !("id" in item)) throw invalid(file, name);
    const { id } = item;
    if (typeof id !== "string" && typeof id !== "number") throw invalid(file, name);
    return { ...item, id: String(id) };
  });
}

/** The export that makes several files of one. */
export function severalName(kind: ServedKind): string {
  return kind === "sitemap" ? "generateSitemaps" : "generateImageMetadata";
}

function invalid(file: string, name: string): TypeError {
  return new TypeError(
    `${name} of ${file} must return a list of objects with an id each, a text or a number.`,
  );
}
