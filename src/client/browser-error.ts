import { ActionError, isActionError, type ActionErrorOptions } from "../errors/action-error.ts";
import { codePages, type BrowserCode, type NoticeCode, type RefusalCode } from "../errors/codes.ts";

// Replaced by the bundler; a name of its own so that the browser's code needs no types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Makes the error of a call that was given up, which may have reached the server by then or not. */
export function abortedError(cause: unknown, when: "sent" | "not-sent" = "sent"): ActionError {
  const sentence =
    when === "sent"
      ? "The call was aborted; whether the action ran is not known."
      : "The call was aborted; the action did not run.";
  return browserError("ABORTED", sentence, { cause });
}

/** Tells whether an error is that of a call which was given up in the browser, on purpose: nothing failed. */
export function isAborted(error: unknown): boolean {
  return isActionError(error) && error.code === "ABORTED" && error.status === 0;
}

/** Makes an `ActionError` whose `docs` is the page of its code: an address in development, a path in the package elsewhere. */
export function browserError(
  code: RefusalCode | BrowserCode,
  message: string,
  options: ActionErrorOptions = {},
): ActionError {
  return new ActionError(code, message, { status: 0, docs: docsOf(code), ...options });
}

/** Says in the console what went wrong around a call that did what it should: its promise is left alone. */
export function reportNotice(code: NoticeCode, sentence: string): void {
  globalThis.console.error(`edict: ${code}: ${sentence} See ${docsOf(code)}`);
}

function docsOf(code: keyof typeof codePages): string {
  const page = codePages[code];
  return process.env.NODE_ENV === "production"
    ? `edict/docs/errors/${page}.mdx`
    : `/_edict/errors/${page}`;
}
