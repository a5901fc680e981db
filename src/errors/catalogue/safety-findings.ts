import type { Catalogue } from "./catalogue-entry.ts";

/** Parameters of what is found about whom and what code trusts. */
export interface SafetyParams {
  readonly "action-without-auth": { readonly action: string; readonly write: string };
  readonly "action-without-validation": {
    readonly action: string;
    /** The variable or field that is stored, e.g. `title`. */
    readonly input: string;
    readonly write: string;
  };
  readonly "action-without-ownership-check": {
    readonly action: string;
    readonly write: string;
    /** What names the row, e.g. `id`. */
    readonly id: string;
  };
  readonly "identity-from-form-data": {
    readonly name: string;
    readonly from: "form" | "argument" | "input";
  };
  readonly "capture-not-serializable": {
    /** The captured variable or member path. */
    readonly capture: string;
    /** What it is, with its article. */
    readonly found: string;
    readonly action: string;
  };
  readonly "large-capture": {
    readonly capture: string;
    /** Where it comes from, e.g. `the result of db.post.findMany()`. */
    readonly found: string;
    readonly action: string;
  };
  readonly "secret-capture": { readonly capture: string; readonly action: string };
  /** Half a sentence: "`timeout` is no setting". */
  readonly "action-settings-invalid": { readonly problem: string };
  readonly "bound-argument-in-clear": { readonly argument: string };
}

/** Mistakes about whom and what an action trusts, and what it sends along. */
export const safetyCatalogue: Catalogue<SafetyParams> = {
  "action-without-auth": {
    title: "An action writes without asking who calls",
    severity: "warning",
    message: ({ action, write }) =>
      `\`${action}\` reaches \`${write}\` on a path without an authentication call (\`auth()\`, \`getSession()\`, \`requireUser()\` and their like were looked for): an action is a public endpoint, whoever may see the page that shows it.`,
    hint: () =>
      `Ask for the session at the start of the action and refuse without one, e.g. \`const session = await auth(); if (!session) unauthorized();\`. Where anyone may call it, say so: \`// edict-ignore action-without-auth: …\`.`,
  },
  "action-without-validation": {
    title: "An action stores what it was sent, unchecked",
    severity: "warning",
    message: ({ action, input, write }) =>
      `\`${action}\` stores \`${input}\` with \`${write}\` as the browser sent it: no schema, no test of its type, form or length was found on the path. TypeScript's types are not there at run time, and a caller need not be your page.`,
    hint: () =>
      `Check the input first, e.g. \`const parsed = schema.safeParse(Object.fromEntries(form))\` with a schema of Zod, Valibot or ArkType, and store what it returns.`,
  },
  "action-without-ownership-check": {
    title: "An action changes a row by an id from outside, whoever it belongs to",
    severity: "warning",
    message: ({ action, write, id }) =>
      `\`${action}\` knows who calls, but \`${write}\` changes the row that \`${id}\` names, and neither the session nor a role takes part in that: every visitor who is signed in may change every row.`,
    hint: () =>
      "Let the session take part in the condition, e.g. `where: { id, ownerId: session.user.id }`, or compare the row's owner first and call `forbidden()`.",
  },
  "identity-from-form-data": {
    title: "Who the visitor is comes from the visitor",
    severity: "warning",
    message: ({ name, from }) =>
      `\`${name}\` says who somebody is or what they may do, and comes from ${from === "form" ? "the form" : from === "argument" ? "an argument of the action" : "the caller's input"}: anyone can send another one.`,
    hint: () => "Take it from the session on the server, e.g. `session.user.id`.",
  },
  "capture-not-serializable": {
    title: "An inline action captures what cannot be sent",
    severity: "error",
    message: ({ capture, found, action }) =>
      `\`${action}\` closes over \`${capture}\`, which is ${found}: what an inline action captures travels to the browser and back, sealed, and this cannot be written down.`,
    hint: ({ capture }) =>
      `Make \`${capture}\` inside of the action, move it to the module's level, or capture the plain values that are needed of it.`,
  },
  "large-capture": {
    title: "An inline action captures a lot",
    severity: "warning",
    message: ({ capture, found, action }) =>
      `\`${action}\` closes over \`${capture}\`, ${found}: all of it is sealed into the page and comes back with every call.`,
    hint: ({ capture }) =>
      `Read it again inside of the action, or capture the one value that is needed of \`${capture}\`, e.g. its id.`,
  },
  "secret-capture": {
    title: "An inline action captures a secret",
    severity: "warning",
    message: ({ capture, action }) =>
      `\`${action}\` closes over \`${capture}\`, which looks like a secret: it leaves the server inside of the page. Sealed, but for as long as the key is kept.`,
    hint: ({ capture }) => `Read \`${capture}\` inside of the action.`,
  },
  "action-settings-invalid": {
    title: "Settings of an action that cannot be read, or that reach none",
    severity: "error",
    message: ({ problem }) => `This \`configure()\` has no effect: ${problem}`,
    hint: () =>
      'Write the settings out where the action stands: `export const upload = configure({ bodySizeLimit: "50mb" }, async (file: File) => { … })`. There are `bodySizeLimit`, `timeoutSeconds`, `accepts`, `sealed`, `dispatch` and `rateLimit`.',
  },
  "bound-argument-in-clear": {
    title: "A bound argument that says who the visitor is, in clear",
    severity: "warning",
    message: ({ argument }) =>
      `\`${argument}\` is bound to an action: bound arguments stand in the page as plain text, and a caller may send another one.`,
    hint: ({ argument }) =>
      `Read it from the session inside of the action instead of binding \`${argument}\`, and check it there. What is to be hidden and kept from being changed is bound as \`seal(${argument})\`, to an action with \`configure({ sealed: 1 }, …)\`.`,
  },
};
