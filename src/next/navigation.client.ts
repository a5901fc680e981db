export {
  usePathname,
  useParams,
  useRouter,
  useSearchParams,
  useSelectedLayoutSegment,
  useSelectedLayoutSegments,
} from "../client/index.ts";
export {
  forbidden,
  notFound,
  permanentRedirect,
  redirect,
  unauthorized,
  unstable_rethrow,
} from "../context/signals.ts";
export { isUnrecognizedActionError as unstable_isUnrecognizedActionError } from "./unrecognized-action.ts";
export { ReadonlySearchParams as ReadonlyURLSearchParams } from "../client/index.ts";
export { RedirectType } from "./redirect-types.ts";
