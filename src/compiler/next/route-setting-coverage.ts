/** What became here of each setting of a route that Next has: `same`, or how it is not quite that. */
export const routeSettingCoverage: Readonly<Record<string, string>> = {
  dynamic:
    "differs: with `auto` a page is kept only where `revalidate` or `generateStaticParams` ask for it, never because it reads nothing of a visitor; `error` and `force-static` keep what a `fetch` keeps by itself as it is",
  dynamicParams: "same",
  revalidate: "differs: it is what asks for a page to be kept; the shortest counts, as in Next",
  fetchCache: "same",
  generateStaticParams: "differs: every parameter that a page lacks is an error",
  maxDuration: "differs: it is kept to by the server, for pages and for their actions",
  runtime: "differs: one runtime for all routes; `edge` is a warning",
  preferredRegion: "ignored: where the build runs decides it",
  experimental_ppr: "absent: a page is kept whole, or rendered for each request",
};
