/** `searchParams` as a page gets them. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** Which posts the home page shows. */
export interface ListQuery {
  readonly tag: string | undefined;
  /** From 1. */
  readonly page: number;
}

/** Reads `?tag=&page=`; what makes no sense counts as absent. */
export function readListQuery(params: SearchParams): ListQuery {
  const tag = first(params.tag)?.trim().toLowerCase();
  const page = first(params.page) ?? "1";
  return {
    tag: tag === "" ? undefined : tag,
    page: /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1,
  };
}

/** The address of such a list: `/`, `/?tag=clocks`, `/?tag=clocks&page=2`. */
export function listHref({ tag, page }: ListQuery): string {
  const search = new URLSearchParams();
  if (tag !== undefined) search.set("tag", tag);
  if (page > 1) search.set("page", String(page));
  return search.size === 0 ? "/" : `/?${search}`;
}

/** The first value of a parameter that may come several times. */
export function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
