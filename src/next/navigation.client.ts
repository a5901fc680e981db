export {
  usePathname,
  useParams,
  useRouter,
  useSearchParams,
  useSelectedLayoutSegment,
  useSelectedLayoutSegments,
  type ReadonlySearchParams as ReadonlyURLSearchParams,
} from "../client/index.ts";
export {
  forbidden,
  notFound,
  permanentRedirect,
  redirect,
  unauthorized,
  unstable_rethrow,
} from "../context/signals.ts";
export { RedirectType } from "./redirect-types.ts";
