import { RequestWithHeaders } from "./request-with-headers.ts";

/** A request with the headers that `proxy.ts` gave it. Those of our own protocol stay as they came. */
export class ProxiedRequest extends RequestWithHeaders {
  override header(name: string): string | undefined {
    return isOurs(name) ? this.came.header(name) : super.header(name);
  }

  override headerValues(name: string): readonly string[] {
    return isOurs(name) ? this.came.headerValues(name) : super.headerValues(name);
  }
}

function isOurs(name: string): boolean {
  return name.startsWith("edict-");
}
