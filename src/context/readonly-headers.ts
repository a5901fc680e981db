import { UsageError } from "./usage-error.ts";

/** The headers of the request: every way to write them throws a `UsageError` `read-only-headers`. */
export class ReadonlyHeaders extends Headers {
  override append(): never {
    return refuse("append");
  }

  override set(): never {
    return refuse("set");
  }

  override delete(): never {
    return refuse("delete");
  }
}

function refuse(method: string): never {
  throw new UsageError(
    "read-only-headers",
    `headers().${method}() was called, but the headers of a request cannot be changed. ` +
      "Set a header of the answer in a route handler or in proxy.ts, where you make the response; " +
      "work on `new Headers(await headers())` where you need a copy.",
  );
}
