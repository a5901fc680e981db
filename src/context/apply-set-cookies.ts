import { parseSetCookie } from "cookie";
import { RequestCookies } from "./request-cookies.ts";

/**
 * Changes the `Cookie` header of `headers` to what a browser would send once it has these `Set-Cookie` values.
 * @param now milliseconds since 1970: what has expired by then is removed
 */
export function applySetCookies(
  headers: Headers,
  setCookies: readonly string[],
  now: number,
): void {
  const cookies = new RequestCookies(headers);
  for (const header of setCookies) {
    const { name, value = "", maxAge, expires } = parseSetCookie(header);
    const isOver = maxAge === undefined ? (expires?.getTime() ?? now + 1) <= now : maxAge <= 0;
    if (isOver) cookies.delete(name);
    else cookies.set(name, value);
  }
}
