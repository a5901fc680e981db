import type { IncomingMessage } from "node:http";

/** Whether somebody read the body of a message before, and who. */
export interface BodyReader {
  readonly hasRead: boolean;
  /** Named where Express shows what stands in front. */
  readonly name?: string;
}

/** Looks whether the body of a message was read by what the host runs in front. */
export function readerOfBody(message: IncomingMessage): BodyReader {
  const { headers } = message;
  const isEmpty =
    headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0;
  if (isEmpty || !message.readableDidRead) return { hasRead: false };
  const names = middlewareNames(message).filter((name) => /parser|multer|upload|body/i.test(name));
  return names.length === 0 ? { hasRead: true } : { hasRead: true, name: names.join(" or ") };
}

/** Express keeps its layers, by the names of their functions: `jsonParser`, `urlencodedParser`. */
function middlewareNames(message: IncomingMessage): string[] {
  const layers: unknown = ["app", "router", "stack"].reduce<unknown>(
    (at, key) =>
      (typeof at === "object" || typeof at === "function") && at !== null
        ? Reflect.get(at, key)
        : undefined,
    message,
  );
  if (!Array.isArray(layers)) return [];
  return layers.flatMap((layer: unknown) =>
    typeof layer === "object" && layer !== null && "name" in layer && typeof layer.name === "string"
      ? [layer.name]
      : [],
  );
}
