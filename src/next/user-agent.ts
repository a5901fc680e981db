import { isbot } from "isbot";
import UAParser from "ua-parser-js";

/** What a browser says of itself; nothing of it is proven. */
export interface UserAgent {
  readonly isBot: boolean;
  readonly ua: string;
  readonly browser: { readonly name?: string; readonly version?: string; readonly major?: string };
  readonly device: { readonly model?: string; readonly type?: string; readonly vendor?: string };
  readonly engine: { readonly name?: string; readonly version?: string };
  readonly os: { readonly name?: string; readonly version?: string };
  readonly cpu: { readonly architecture?: string };
}

/** Reads the `User-Agent` of a request. */
export function userAgent({ headers }: { readonly headers: Headers }): UserAgent {
  return userAgentFromString(headers.get("user-agent") ?? undefined);
}

/** Reads a text as a browser sends it in `User-Agent`. */
export function userAgentFromString(text: string | undefined): UserAgent {
  const ua = (text ?? "").slice(0, maxLength);
  const { browser, device, engine, os, cpu } = new UAParser(ua).getResult();
  return {
    isBot: isbot(ua),
    ua,
    browser: known(browser),
    device: known(device),
    engine: known(engine),
    os: known(os),
    cpu: known(cpu),
  };
}

/** What is longer is nobody's browser, and costs time to take apart. */
const maxLength = 500;

function known<T extends object>(parts: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const there = Object.entries(parts).filter(([, value]) => value !== undefined);
  // The entries of `parts`, less those that say nothing.
  return Object.fromEntries(there) as { [K in keyof T]?: NonNullable<T[K]> };
}
