export {
  forbidden,
  notFound,
  permanentRedirect,
  redirect,
  unauthorized,
  unstable_rethrow,
} from "../context/signals.ts";
export { RedirectType } from "./redirect-types.ts";
