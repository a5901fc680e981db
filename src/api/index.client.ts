// What the package's names mean outside the `react-server` environment. A name that works on the server only is
// absent here, so that the bundler refuses to import it into a Client Component and points at the line.
export {
  forbidden,
  notFound,
  permanentRedirect,
  redirect,
  unauthorized,
  unstable_rethrow,
  type RedirectType,
} from "../context/signals.ts";
export { ActionError, isActionError, type ActionErrorOptions } from "../errors/action-error.ts";
