import type { Catalogue } from "./catalogue-entry.ts";

/** Where a directive stands that is not read as one, or that means nothing there. */
export type MisplacedDirective =
  | "after-import"
  | "after-statement"
  | "in-block"
  | "in-function"
  | "in-parentheses";

/** What a directive belongs to. */
type Owner = "file" | "function";

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
    /** As written: `use server`, `use cache: remote`. */
    readonly directive: string;
    readonly place: MisplacedDirective;
    readonly owner: Owner;
  };
  readonly "use-server-misspelled": { readonly written: string; readonly meant: string };
  readonly "use-server-wrong-quotes": { readonly directive: string };
  readonly "duplicate-directive": { readonly directive: string; readonly owner: Owner };
  readonly "use-server-and-use-client": {
    readonly first: string;
    readonly second: string;
    readonly owner: Owner;
  };
  readonly "inline-action-in-client-component": {
    readonly name: string;
    readonly directive: string;
    /** How the file comes to run in the browser where it does not say so itself: only Client Components import it, one of them imports what the server has too, or the whole app runs there. */
    readonly where?: "imported" | "shared" | "browser";
  };
  readonly "inline-action-not-async": {
    readonly name: string;
    /** Getters, setters and constructors can never be actions. */
    readonly kind: "function" | "accessor";
  };
  readonly "action-is-generator": { readonly name: string };
  readonly "action-in-class-instance": { readonly name: string; readonly directive: string };
  readonly "action-uses-this": {
    readonly name: string;
    /** `this`, `arguments`, `super`, or a private name. */
    readonly word: string;
    readonly kind: "action" | "cached";
  };
  readonly "use-cache-not-async": {
    readonly name: string;
    /** What it is, with its article: `a function that is not async`. */
    readonly found: string;
    readonly owner: Owner;
    readonly fix: "make-async" | "method" | "move";
  };
  readonly "reserved-field-name": {
    readonly name: string;
    /** Whether an element bears the name, or form data is asked for it. */
    readonly place: "field" | "form-data";
  };
}

type ValueParams = DirectiveParams["invalid-use-server-value"];

const valueFixes: Record<ValueParams["fix"], (params: ValueParams) => string> = {
  "make-async": ({ name }) =>
    `Write \`async\` before the function, or stop exporting \`${name}\` if it is only used in this file.`,
  move: ({ name, from }) =>
    from === undefined
      ? `Move \`${name}\` to a file without "use server" and import it from there, or stop exporting it.`
      : `Export only the actions of "${from}" here, by name, and import \`${name}\` from "${from}" where it is needed.`,
  "name-exports": () =>
    `Name what you want to export, e.g. \`export { save } from "./posts"\`, or import it from its own module instead.`,
};

type PlaceParams = DirectiveParams["use-server-not-first"];

const places: Record<MisplacedDirective, (params: PlaceParams) => string> = {
  "after-import": () => `it stands after an import`,
  "after-statement": ({ owner }) => `other statements of this ${owner} come before it`,
  "in-block": () => `it stands in a block that is not the body of a function`,
  "in-function": () => `it marks files, and stands in a function`,
  "in-parentheses": () => `parentheses around it make it an ordinary expression`,
};

const placeFixes: Record<MisplacedDirective, (params: PlaceParams) => string> = {
  "after-import": moveToTop,
  "after-statement": moveToTop,
  "in-block": () =>
    "Make it the first statement of the async function that should run on the server, or of the file.",
  "in-function": () =>
    `Move the component to a file of its own that starts with "use client", or remove the directive if this code runs on the server.`,
  "in-parentheses": () => "Remove the parentheses.",
};

function moveToTop({ directive, owner }: PlaceParams): string {
  return `Move "${directive}" to the first line of the ${owner}${owner === "file" ? ", above every import" : " body"}.`;
}

const cacheFixes: Record<DirectiveParams["use-cache-not-async"]["fix"], string> = {
  "make-async": "Write `async` before the function.",
  method: "Make it an async method.",
  move: `Move it to a file without "use cache" and import it from there, or put "use cache" into the functions that should be cached.`,
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
    hint: (params) => valueFixes[params.fix](params),
  },
  "use-server-not-first": {
    title: '"use server" does not come first',
    severity: "error",
    message: (params) =>
      `This "${params.directive}" has no effect: ${places[params.place](params)}. A directive counts only as the first statement of a file${params.directive === "use client" ? "" : " or of a function body"}.`,
    hint: (params) => placeFixes[params.place](params),
  },
  "use-server-misspelled": {
    title: "A directive is misspelled",
    severity: "error",
    message: ({ written, meant }) =>
      written === meant
        ? `This says "${meant}" only once its escapes are read, and a directive is compared as it is written: it is an ordinary string without effect.`
        : `"${written}" is no directive, but an ordinary string without effect: what is meant reads "${meant}", exactly.`,
    hint: ({ meant }) => `Write "${meant}".`,
  },
  "use-server-wrong-quotes": {
    title: "A directive is written as a template",
    severity: "error",
    message: ({ directive }) =>
      `This \`${directive}\` has no effect: in backticks it is a template, and only a string in double or single quotes is a directive.`,
    hint: ({ directive }) => `Write "${directive}".`,
  },
  "duplicate-directive": {
    title: "A directive is there twice",
    severity: "error",
    message: ({ directive, owner }) =>
      `This ${owner} says "${directive}" already: the second one changes nothing, and one of the two was meant for another place.`,
    hint: ({ owner }) =>
      `Remove one of them, or move it to the function${owner === "file" ? "" : " or file"} it is meant for.`,
  },
  "use-server-and-use-client": {
    title: "Two directives contradict each other",
    severity: "error",
    message: ({ first, second, owner }) =>
      `This ${owner} says both "${first}" and "${second}": ${conflictOf(first, second)}.`,
    hint: ({ first, second, owner }) =>
      [first, second].includes("use client")
        ? `Keep one of the two. Put what runs on the server into a file of its own and import it from the "use client" file.`
        : `Keep one of the two. An action may call a cached ${owner === "file" ? "function of another file" : "function"}.`,
  },
  "inline-action-in-client-component": {
    title: 'A "use client" file defines an action inside a function',
    severity: "error",
    message: ({ name, directive, where }) =>
      `\`${name}\` is marked "${directive}" inside a ${browserFile(where)}: ${where === "shared" ? "its" : "this file's"} code runs in the browser${where === "shared" ? " too" : ""}, so ${directive === "use server" ? "an action" : "what the server caches"} cannot be defined in it.`,
    hint: ({ directive }) =>
      directive === "use server"
        ? `Move the function to a file that starts with "use server" and import it here, or receive it as a prop from a Server Component.`
        : `Move the function to a file without "use client", call it in a Server Component, and pass on what it returns.`,
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
  "action-is-generator": {
    title: "An action is a generator that is not async",
    severity: "error",
    message: ({ name }) =>
      `\`${name}\` is marked "use server" but is a generator that is not async: each of its values would have to cross the network at once, while the caller waits for it.`,
    hint: () =>
      "Write `async function*` to send the values as they come, or an async function that returns them all.",
  },
  "action-in-class-instance": {
    title: "An instance method is marked with a directive",
    severity: "error",
    message: ({ name, directive }) =>
      `\`${name}\` is a method of a class's instances and is marked "${directive}": ${directive === "use server" ? "a call from the browser names a function, not an object it could be called on" : "what is cached belongs to no object, so there is none it could be called on"}.`,
    hint: () =>
      "Make it a static method, a method of an object literal, or a function that takes what it needs as arguments.",
  },
  "action-uses-this": {
    title: "An action uses `this`, `arguments`, `super` or a private name",
    severity: "error",
    message: ({ name, word, kind }) =>
      `\`${name}\` uses ${wordIn(word)}, but ${kind === "action" ? "an action is called from the browser" : "a cached function is called for its result"}, away from the object, class or function it was written in${word === "arguments" ? ", and only its named parameters are passed" : ""}.`,
    hint: ({ word }) =>
      word === "arguments"
        ? "Name the parameters, or gather them with `...rest`."
        : `Use a variable that the function closes over, a parameter, or a function of the module instead of ${wordIn(word)}.`,
  },
  "use-cache-not-async": {
    title: 'Something marked "use cache" is not an async function',
    severity: "error",
    message: ({ name, found, owner }) =>
      owner === "function"
        ? `\`${name}\` is marked "use cache" but is ${found}: a cached result may have to be fetched from a store, so it is always a promise.`
        : `\`${name}\` is ${found}, but a "use cache" file may only export async functions: each call is answered from the cache, which takes a promise.`,
    hint: ({ fix }) => cacheFixes[fix],
  },
  "reserved-field-name": {
    title: "A form field has a reserved name",
    severity: "error",
    message: ({ name, place }) =>
      place === "field"
        ? `The name \`${name}\` is reserved: fields that start with \`$ACTION_\`, and \`$EDICT\`, tell the server which action a form calls, and are never passed on to it.`
        : `An action never sees the field \`${name}\`: those that start with \`$ACTION_\`, and \`$EDICT\`, tell the server which action a form calls, and are taken out of its form data.`,
    hint: () =>
      "Choose another name; pass values to an action with `action.bind(null, value)` or a hidden field of your own.",
  },
};

function conflictOf(first: string, second: string): string {
  const both = [first, second];
  if (!both.includes("use client"))
    return `an action runs each time it is called, and what is cached does not`;
  return both.includes("use server")
    ? `its exports cannot be endpoints of the server and code of the browser at once`
    : `its code cannot be cached by the server and run in the browser at once`;
}

function wordIn(word: string): string {
  return word.startsWith("#") ? `the private name \`${word}\`` : `\`${word}\``;
}

function browserFile(where: "imported" | "shared" | "browser" | undefined): string {
  if (where === undefined) return '"use client" file';
  if (where === "imported") return "file that only Client Components import";
  return where === "shared"
    ? "function that a Client Component imports"
    : "file of an app that is rendered in the browser alone";
}
