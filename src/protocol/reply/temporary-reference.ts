const temporaryReferenceTag: symbol = Symbol.for("react.temporary.reference");

/** Reads that a runtime makes of any value while it only passes it on; React allows the same ones. */
const silent: ReadonlySet<string> = new Set([
  "name",
  "displayName",
  "defaultProps",
  "_debugInfo",
  "toJSON",
  "then",
]);

/**
 * Makes the stand-in of an argument that stayed in the browser (an element, an event, a class instance):
 * it can be handed back, and explains itself as soon as it is read, written or called.
 * Matches what React's own decoder makes, because React's Flight server recognises it by its tag.
 * @param id the path React's client knows it by, e.g. `0:1:children`
 */
export function createTemporaryReference(id: string): object {
  const place = placeOf(id);
  const target = Object.defineProperty(
    () => {
      throw new TypeError(
        `${place} cannot be called on the server: it is a value of the browser that could not be sent. Hand it back untouched, or send what the action needs of it.`,
      );
    },
    "$$typeof",
    { value: temporaryReferenceTag },
  );
  return new Proxy(target, {
    get: (_, name, receiver: unknown) => readProperty(place, name, receiver),
    set: (_, name) => {
      throw new TypeError(
        `Cannot assign ${String(name)} of ${place} on the server: it is a value of the browser that could not be sent.`,
      );
    },
  });
}

function readProperty(place: string, name: string | symbol, receiver: unknown): unknown {
  if (typeof name === "string") {
    if (name === "$$typeof") return temporaryReferenceTag;
    if (name === "Provider") return receiver;
    if (silent.has(name)) return undefined;
  } else if (name === Symbol.toPrimitive || name === Symbol.toStringTag) return undefined;
  throw new TypeError(
    `Cannot access ${String(name)} of ${place} on the server: it is a value of the browser that could not be sent (an element, an event, a class instance, a function). Hand it back untouched, or send what the action needs of it.`,
  );
}

function placeOf(id: string): string {
  const [part, index, ...rest] = id.split(":");
  const path = rest.map((segment) => `[${JSON.stringify(segment)}]`).join("");
  return part === "0" && index !== undefined
    ? `argument ${Number(index) + 1}${path}`
    : "a value inside an argument";
}
