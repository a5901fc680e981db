/** What redirect() throws is known by its digest, which starts with a fixed word. */
export function isRedirectError(error) {
  return typeof error === "object" && error !== null && String(error.digest).split(";")[0] === "NEXT_REDIRECT";
}
