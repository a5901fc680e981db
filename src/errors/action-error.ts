import type { BrowserCode, RefusalCode } from "./codes.ts";

const actionErrorBrand: unique symbol = Symbol.for("edict.action-error") as never;

/** What an `ActionError` may carry beside its code and message. */
export interface ActionErrorOptions {
  /** HTTP status of the answer, 400 to 599. */
  readonly status?: number;
  /** Any value React can send to the browser. */
  readonly data?: unknown;
  /** Address of the page that explains the code. */
  readonly docs?: string;
  readonly cause?: unknown;
}

/**
 * The error of a call that reaches its caller whole. An action throws one to fail in a way its
 * caller can tell apart; the endpoint's own refusals arrive as one too.
 * @example throw new ActionError("OUT_OF_STOCK", "Only two are left", { status: 409, data: { left: 2 } })
 */
export class ActionError extends Error {
  readonly code: RefusalCode | BrowserCode | (string & {});
  readonly status: number;
  readonly data: unknown;
  readonly docs: string | undefined;

  constructor(code: string, message: string, options: ActionErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ActionError";
    this.code = code;
    this.status = options.status ?? 500;
    this.data = options.data;
    this.docs = options.docs;
    Object.defineProperty(this, actionErrorBrand, { value: true });
  }
}

/** Tells whether `value` is an `ActionError`, also one of another copy of the package. */
export function isActionError(value: unknown): value is ActionError {
  return typeof value === "object" && value !== null && actionErrorBrand in value;
}
