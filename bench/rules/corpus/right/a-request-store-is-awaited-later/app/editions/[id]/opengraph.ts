export function imageUrl(params: { id: string }, searchParams: URLSearchParams) {
  return `/og/${params.id}.png?size=${searchParams.get("size") ?? "l"}`;
}
