import type { Catalogue } from "./catalogue-entry.ts";

type Nothing = Readonly<Record<never, never>>;

/** Parameters of what is found about the app as a whole. */
export interface AppParams {
  readonly "server-module-in-client": {
    /** From the Client Component's file to the module, e.g. `["app/like.tsx", "lib/db.ts", "pg"]`. */
    readonly chain: readonly string[];
    /** What the last of them is. */
    readonly kind: "server-only" | "node" | "database" | "request" | "server";
  };
  readonly "browser-api-on-server": {
    readonly name: string;
    readonly kind: "hook" | "context" | "class" | "function" | "client-only";
    /** A file of the server that imports this one; "" for one that the app begins with. */
    readonly importer: string;
  };
  readonly "layout-without-children": Nothing;
  readonly "function-passed-to-client": {
    /** Name of the attribute; `children`, or "" for the argument of a hook. */
    readonly prop: string;
    /** Name of the component, the element or the hook. */
    readonly target: string;
    readonly kind: "component" | "action" | "event" | "hook";
    /** Name of the function where it has one. */
    readonly name?: string;
  };
  readonly "action-in-pages-directory": { readonly name: string };
  readonly "unused-action": { readonly name: string; readonly isDefault: boolean };
  readonly "action-state-signature": {
    readonly kind: "form-first" | "too-many" | "both-as-form" | "both-as-call";
    readonly name: string;
    /** First parameter after those that are bound, as written. */
    readonly parameter: string;
    /** Arguments that come before the state. */
    readonly bound: number;
  };
  readonly "proxy-answers-actions": {
    /** A route whose page has actions. */
    readonly pattern: string;
    /** `proxy.ts` or `middleware.ts`. */
    readonly file: string;
  };
  readonly "proxy-invalid": {
    /** What is wrong, in a full sentence. */
    readonly problem: string;
  };
  readonly "route-setting-invalid": {
    /** What is wrong, in full sentences. */
    readonly problem: string;
  };
  readonly "route-setting-ignored": { readonly problem: string };
  readonly "revalidate-unknown-target":
    | { readonly kind: "tag"; readonly target: string; readonly nearest: string }
    | { readonly kind: "path"; readonly target: string; readonly nearest: string }
    | { readonly kind: "pattern"; readonly target: string };
  readonly "unsupported-next-module": {
    readonly specifier: string;
    /** What is covered, e.g. `["next/cache"]`. */
    readonly covered: readonly string[];
    readonly nearest: string;
    /** What to write in its place, a phrase; "" where nobody knows the module. */
    readonly instead: string;
  };
  readonly "package-not-installed": {
    readonly specifier: string;
    /** What does its work. */
    readonly package: string;
  };
  readonly "unsupported-next-name": {
    readonly specifier: string;
    readonly name: string;
    readonly nearest: string;
    /** What to write in its place, a phrase; "" where nobody knows the name. */
    readonly instead: string;
  };
  readonly "unresolved-import": {
    /** As written. */
    readonly specifier: string;
  };
  readonly "config-invalid": {
    /** What is wrong and what was expected, in full sentences. */
    readonly problem: string;
    readonly key: string;
  };
  readonly "experimental-server-actions-flag": Nothing;
  readonly "id-secret-missing": Nothing;
  readonly "ineffective-ignore":
    | { readonly kind: "no-reason" | "no-code" }
    | { readonly kind: "unknown-code"; readonly code: string; readonly nearest: string };
}

const serverKinds: Record<AppParams["server-module-in-client"]["kind"], string> = {
  "server-only": "says that it is for the server only",
  node: "is a module of Node, which no browser has",
  database: "is a database client, which opens connections that no browser can open",
  request: "reads the request, which only the server has",
  server: "is imported for what only the server can do",
};

const browserKinds: Record<AppParams["browser-api-on-server"]["kind"], string> = {
  hook: "is a hook of the browser: a Server Component is rendered once, and has no state, effects or events",
  context: "makes a context, which only components of the browser can have",
  class: "makes a class component, which has state and methods of its life in the browser",
  function: "is there in the browser only",
  "client-only": "says that it is for the browser only",
};

const stateFaults: Record<AppParams["action-state-signature"]["kind"], (name: string) => string> = {
  "form-first": (name) =>
    `\`useActionState\` calls \`${name}\` with the previous state first and the form's data second`,
  "too-many": (name) =>
    `\`useActionState\` calls \`${name}\` with two arguments, the previous state and the form's data, but it takes more`,
  "both-as-form": (name) =>
    `\`${name}\` is used with \`useActionState\` elsewhere and takes the previous state first, but a form passes its data as the only argument`,
  "both-as-call": (name) =>
    `\`${name}\` is used with \`useActionState\` elsewhere and takes the previous state first, but this call leaves arguments out`,
};

/** Mistakes that only the app as a whole shows: its modules together, its configuration, its environment. */
export const appCatalogue: Catalogue<AppParams> = {
  "server-module-in-client": {
    title: "A Client Component imports code of the server",
    severity: "error",
    message: ({ chain, kind }) =>
      `This file runs in the browser, and so does everything it imports: ${chain.join(" → ")}. ${chain.at(-1) ?? ""} ${serverKinds[kind]}.`,
    hint: ({ chain }) =>
      chain.length > 2
        ? `Start the module that touches the server with "use server" if the browser should call its functions, move what this file needs out of it, or read the data in a Server Component and pass it as a prop.`
        : `Move this code to a file that starts with "use server" and import its functions, or read the data in a Server Component and pass it as a prop.`,
  },
  "browser-api-on-server": {
    title: "Code of the server uses what only a browser has",
    severity: "error",
    message: ({ name, kind, importer }) =>
      `\`${name}\` ${browserKinds[kind]}. This file runs on the server${importer === "" ? "" : `, because ${importer} does and imports it`}, where the name means nothing.`,
    hint: ({ kind }) =>
      kind === "client-only"
        ? `Start this file with "use client", or import it from such files only.`
        : `Start this file with "use client", or move what needs it to a file that does, and import that here.`,
  },
  "layout-without-children": {
    title: "A layout does not show what is below it",
    severity: "warning",
    message: () =>
      `This layout renders something and never its \`children\`: no page below it is seen, at any URL.`,
    hint: () =>
      `Take \`children\` from the layout's properties and render it: \`export default function Layout({ children })\`. A layout that should replace its pages is a page.`,
  },
  "function-passed-to-client": {
    title: "A function that is no action is passed to the browser",
    severity: "error",
    message: ({ prop, target, kind, name }) => {
      const what = name === undefined ? "this function" : `\`${name}\``;
      const reason = "functions stay on the server unless they are actions";
      if (kind === "hook")
        return `\`${target}\` gets ${what} from a module of the server, but ${reason}.`;
      if (kind === "component")
        return `${capital(what)} is passed as \`${prop}\` to \`${target}\`, a Client Component, but ${reason}.`;
      return kind === "action"
        ? `${capital(what)} is the \`${prop}\` of <${target}> in a Server Component, but ${reason}.`
        : `<${target}> in a Server Component has the event handler \`${prop}\`, but events happen in the browser and ${reason}.`;
    },
    hint: ({ kind }) =>
      kind === "event"
        ? `Move the element to a file that starts with "use client", or use a form with an action.`
        : `Make it an async function whose body starts with "use server", import it from a file that does, or define it in a file that starts with "use client".`,
  },
  "action-in-pages-directory": {
    title: "An action is used in the Pages Router",
    severity: "error",
    message: ({ name }) =>
      `\`${name}\` is a Server Action, and this file belongs to the Pages Router, where actions do not exist: nothing would answer the call.`,
    hint: () =>
      `Move the page to \`app/\`, or call a route handler (\`app/api/…/route.ts\`) with \`fetch\` here.`,
  },
  "unused-action": {
    title: "An exported action is used nowhere",
    severity: "warning",
    message: ({ name, isDefault }) =>
      `No module of the app uses ${isDefault ? "the default export" : `\`${name}\``} of this "use server" file: it is no endpoint, and whoever expects it to be called waits in vain.`,
    hint: ({ name, isDefault }) =>
      `Import ${isDefault ? "it" : `\`${name}\``} where it should be called, or delete it.`,
  },
  "action-state-signature": {
    title: "An action does not take the previous state first",
    severity: "warning",
    message: ({ kind, name, parameter, bound }) => {
      const which = bound === 0 ? "first parameter" : `parameter behind the ${bound} bound`;
      if (kind === "form-first")
        return `${stateFaults[kind](name)}, but its ${which} \`${parameter}\` is used as the form's data.`;
      return kind === "too-many"
        ? `${stateFaults[kind](name)}: its ${which} \`${parameter}\` would be the previous state.`
        : `${stateFaults[kind](name)}.`;
    },
    hint: ({ kind, name, parameter }) => {
      if (kind === "form-first")
        return `Declare the state first: \`async function ${name}(previousState, formData)\`.`;
      return kind === "too-many"
        ? `Bind what comes before the state: \`${name}.bind(null, ${parameter})\`; or declare the state first.`
        : `Export a second action that takes the form's data only, and let both call one function; or use \`useActionState\` here too.`;
    },
  },
  "proxy-answers-actions": {
    title: "The proxy answers in place of actions",
    severity: "warning",
    message: ({ pattern, file }) =>
      `This \`return\` of ${file} answers requests to \`${pattern}\`, whose page has actions. A call of an action is a POST to that address: it gets this answer, and the action never runs.`,
    hint: () =>
      `Check \`request.method\` and let POST requests through (\`NextResponse.next()\`); the action checks the session itself. Or leave these paths out of \`config.matcher\`.`,
  },
  "proxy-invalid": {
    title: "The proxy cannot be run",
    severity: "error",
    message: ({ problem }) => problem,
    hint: () =>
      `Export one function named \`proxy\` from one \`proxy.ts\` beside the \`app\` folder, and let \`config.matcher\` be a pattern such as "/admin/:path*", or a list of patterns; docs/guide/proxy.md of the package shows all forms.`,
  },
  "route-setting-invalid": {
    title: "A setting of a route cannot be read",
    severity: "error",
    message: ({ problem }) => problem,
    hint: () =>
      `Export the setting from a layout, a page or a route.ts of the server, as a plain value that the App Router knows: docs/reference/file-conventions.md of the package lists them.`,
  },
  "route-setting-ignored": {
    title: "A setting of a route changes nothing",
    severity: "warning",
    message: ({ problem }) => problem,
    hint: () => `Remove the setting.`,
  },
  "revalidate-unknown-target": {
    title: "Nothing in the app is revalidated by this",
    severity: "warning",
    message: (params) => {
      if (params.kind === "tag")
        return `Nothing in the app is cached under the tag "${params.target}", so revalidating it changes nothing.${params.nearest}`;
      return params.kind === "path"
        ? `No page or route handler answers "${params.target}", so revalidating it changes nothing.${params.nearest}`
        : `"${params.target}" is a pattern and not a path, so it is taken for the one page of exactly that address, which nobody visits.`;
    },
    hint: (params) => {
      if (params.kind === "tag")
        return `Write the tag as it is set: in \`next: { tags: [...] }\` of a \`fetch\`, or with \`cacheTag\` or \`unstable_cache\`.`;
      return params.kind === "path"
        ? `Write the path of a page as the browser shows it, without groups such as \`(shop)\` and without the query.`
        : `Add what the pattern names: \`revalidatePath("${params.target}", "page")\`; or write the path of one page.`;
    },
  },
  "unsupported-next-module": {
    title: "A module of Next that Edict does not have",
    severity: "error",
    message: ({ specifier, nearest }) =>
      `Edict has no "${specifier}", so this import finds nothing.${nearest}`,
    hint: ({ covered, instead }) =>
      instead === ""
        ? `Use one of ${covered.join(", ")}, or a Vite plugin of your own that resolves the module; docs/migrate/coverage.md of the package lists what each has.`
        : `Write in its place: ${instead}. docs/migrate/coverage.md of the package lists what there is.`,
  },
  "package-not-installed": {
    title: "A package that does the work is not installed",
    severity: "error",
    message: (params) =>
      `\`${params.specifier}\` does its work with the package ${params.package}, and that is not installed: it would fail when it is first used.`,
    hint: (params) => `Run \`npm install ${params.package}\`.`,
  },
  "unsupported-next-name": {
    title: "A name of Next that Edict does not have",
    severity: "error",
    message: ({ specifier, name, nearest }) =>
      `${name === "default" ? `"${specifier}" has no default export` : `"${specifier}" has no \`${name}\``} here: it would be undefined.${nearest}`,
    hint: ({ instead }) =>
      instead === ""
        ? `docs/migrate/coverage.md of the package lists every name that there is.`
        : `Write in its place: ${instead}. docs/migrate/coverage.md of the package lists every name that there is.`,
  },
  "unresolved-import": {
    title: "An import of a file that is not there",
    severity: "error",
    message: ({ specifier }) =>
      `This file is part of the app and imports "${specifier}", and there is no such file: the build would stop here.`,
    hint: () =>
      `Correct the path, upper and lower case too, or the \`paths\` of tsconfig.json that it begins with; or make the file.`,
  },
  "config-invalid": {
    title: "The configuration has a mistake",
    severity: "error",
    message: ({ problem }) => problem,
    hint: ({ key }) =>
      key === ""
        ? `The configuration reference (docs/reference/configuration.md of the package) lists every key.`
        : `Correct or remove \`${key}\`; the configuration reference (docs/reference/configuration.md of the package) lists every key.`,
  },
  "experimental-server-actions-flag": {
    title: "A switch that turns nothing on",
    severity: "warning",
    message: () =>
      `\`experimental.serverActions\` was the switch of Next 13: Server Actions are always on, and it changes nothing.`,
    hint: () =>
      `Delete it; settings such as \`bodySizeLimit\` stand in \`serverActions: { … }\` at the top level.`,
  },
  "id-secret-missing": {
    title: "The build has no id secret",
    severity: "warning",
    message: () =>
      `EDICT_ID_SECRET is not set and CI is: this checkout makes a new secret, so every action gets a new id and pages opened before the deploy lose theirs.`,
    hint: () =>
      `Set EDICT_ID_SECRET in the environment of the build to the same value each time; \`edict keys new\` prints one.`,
  },
  "ineffective-ignore": {
    title: "A comment that silences nothing",
    severity: "warning",
    message: (params) => {
      if (params.kind === "no-reason")
        return `This \`edict-ignore\` gives no reason, so it silences nothing: whoever reads it next could not tell whether it still holds.`;
      if (params.kind === "unknown-code")
        return `This \`edict-ignore\` names "${params.code}", which is no code of Edict.${params.nearest}`;
      return `This \`edict-ignore\` names no code, so it silences nothing.`;
    },
    hint: (params) =>
      params.kind === "no-reason"
        ? `Write the reason behind a colon: \`// edict-ignore unused-action: kept for the next release\`.`
        : `Write the code that the diagnostic shows, a colon and the reason: \`// edict-ignore unused-action: kept for the next release\`.`,
  },
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
