import type { Catalogue } from "./catalogue-entry.ts";

/** Where a directive stands that is not read as one. */
export type MisplacedDirective = "after-import" | "after-statement" | "in-block" | "in-parentheses";

/** Parameters of what is found about directives and the functions they mark. */
export interface DirectiveParams {
  readonly "syntax-error": { readonly problem: string; readonly advice?: string };
  readonly "invalid-use-server-value": {
    /** Exported name. */
    readonly name: string;
    /** What it is, with its article: `a string`, `a class`. */
    readonly found: string;
    /** Module it comes from, when it is exported through another one. */
    readonly from?: string;
    readonly fix: "make-async" | "move" | "name-exports";
  };
  readonly "use-server-not-first": {
    readonly place: MisplacedDirective;
    readonly owner: "file" | "function";
  };
  readonly "inline-action-in-client-component": { readonly name: string };
  readonly "inline-action-not-async": {
    readonly name: string;
    /** Getters, setters and constructors can never be actions. */
    readonly kind: "function" | "accessor";
  };
  readonly "use-server-and-use-client": Readonly<Record<never, never>>;
}

const fixes: Record<DirectiveParams["invalid-use-server-value"]["fix"], (name: string) => string> =
  {
    "make-async": (name) =>
      `Write \`async\` before the function, or stop exporting \`${name}\` if it is only used in this file.`,
    move: (name) =>
      `Move \`${name}\` to a file without "use server" and import it from there, or stop exporting it.`,
    "name-exports": () =>
      `Name what you want to export, e.g. \`export { save } from "./posts"\`, or import it from its own module instead.`,
  };

const places: Record<MisplacedDirective, (owner: "file" | "function") => string> = {
  "after-import": () => `it stands after an import`,
  "after-statement": (owner) => `other statements of this ${owner} come before it`,
  "in-block": () => `it stands in a block that is not the body of a function`,
  "in-parentheses": () => `parentheses around it make it an ordinary expression`,
};

/** Mistakes about directives, and about what they mark. */
export const directiveCatalogue: Catalogue<DirectiveParams> = {
  "syntax-error": {
    title: "A file with a directive could not be parsed",
    severity: "error",
    message: ({ problem }) => `This file cannot be compiled: ${problem}`,
    hint: ({ advice }) =>
      advice ??
      "Correct the syntax at the marked place; a file must parse before its actions can be found.",
  },
  "invalid-use-server-value": {
    title: 'A "use server" file exports something that is not an async function',
    severity: "error",
    message: ({ name, found, from }) =>
      `\`${name}\`${from === undefined ? "" : ` from "${from}"`} is ${found}, but a "use server" file may only export async functions: each export becomes an endpoint that the browser calls.`,
    hint: ({ fix, name }) => fixes[fix](name),
  },
  "use-server-not-first": {
    title: '"use server" does not come first',
    severity: "error",
    message: ({ place, owner }) =>
      `This "use server" has no effect: ${places[place](owner)}. A directive counts only as the first statement of a file or of a function body.`,
    hint: ({ place, owner }) =>
      place === "in-block"
        ? "Make it the first statement of the async function that should run on the server, or of the file."
        : place === "in-parentheses"
          ? "Remove the parentheses."
          : `Move "use server" to the first line of the ${owner}${owner === "file" ? ", above every import" : " body"}.`,
  },
  "inline-action-in-client-component": {
    title: 'A "use client" file defines an action inside a function',
    severity: "error",
    message: ({ name }) =>
      `\`${name}\` is marked "use server" inside a "use client" file: this file's code runs in the browser, so an action cannot be defined in it.`,
    hint: () =>
      `Move the function to a file that starts with "use server" and import it here, or receive it as a prop from a Server Component.`,
  },
  "inline-action-not-async": {
    title: 'A function marked "use server" is not async',
    severity: "error",
    message: ({ name, kind }) =>
      kind === "accessor"
        ? `\`${name}\` is marked "use server", but getters, setters and constructors cannot be async, and an action must be.`
        : `\`${name}\` is marked "use server" but is not async: a call from the browser crosses the network, so its result is always a promise.`,
    hint: ({ kind }) =>
      kind === "accessor" ? "Make it an async method." : "Write `async` before the function.",
  },
  "use-server-and-use-client": {
    title: 'One file says both "use server" and "use client"',
    severity: "error",
    message: () =>
      `This file starts with both "use server" and "use client": its exports cannot be endpoints of the server and code of the browser at once.`,
    hint: () =>
      `Keep one of the two. Put actions into a "use server" file of their own and import them from the "use client" file.`,
  },
};
