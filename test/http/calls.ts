import { idOf } from "./fake-app.ts";
import type { Host, Sent } from "./hosts.ts";

/** The request by which a hydrated page calls an action; `args` as `encodeReply` writes plain JSON. */
export function callOf(
  host: Pick<Host, "origin">,
  name: string,
  args: unknown,
  more: Sent = {},
): Sent {
  return {
    method: "POST",
    target: "/",
    body: JSON.stringify(args),
    ...more,
    headers: {
      origin: host.origin,
      "sec-fetch-site": "same-origin",
      "content-type": "text/plain;charset=UTF-8",
      accept: "text/x-component",
      "edict-action": idOf(name),
      "edict-build": "b1.1",
      "edict-page": "/",
      ...more.headers,
    },
  };
}

/** The post of a form without JavaScript; several values of one name in an array. */
export function formOf(
  host: Pick<Host, "origin">,
  fields: readonly (readonly [name: string, value: string])[],
  more: Sent = {},
): Sent {
  const boundary = "----testboundary";
  const body = fields
    .map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join("");
  return {
    method: "POST",
    target: "/",
    body: `${body}--${boundary}--\r\n`,
    ...more,
    headers: {
      origin: host.origin,
      "sec-fetch-site": "same-origin",
      "content-type": `multipart/form-data; boundary=${boundary}`,
      ...more.headers,
    },
  };
}
