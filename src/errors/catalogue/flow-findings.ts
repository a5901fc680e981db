import type { Catalogue } from "./catalogue-entry.ts";

/** Parameters of what is found about the order in which code does things. */
export interface FlowParams {
  readonly "redirect-in-try": {
    /** The function that leaves by throwing, e.g. `redirect`. */
    readonly name: string;
    /** Whether `catch` takes it, a `return` of `finally`, the handler of a promise, or `Promise.allSettled`. */
    readonly by: "catch" | "finally" | "handler" | "settled";
    /** Line of what takes it, from 1. */
    readonly line: number;
  };
  readonly "code-after-redirect": { readonly name: string; readonly line: number };
  readonly "revalidate-after-redirect": {
    readonly name: string;
    readonly signal: string;
    readonly line: number;
  };
  readonly "mutation-without-revalidate": {
    readonly action: string;
    /** The write as the source has it, e.g. `db.post.create`. */
    readonly write: string;
  };
  readonly "missing-await-on-request-api": {
    /** `cookies()`, `params` … */
    readonly name: string;
    readonly kind: "call" | "property";
    readonly inAsync: boolean;
  };
  readonly "thrown-expected-error": { readonly action: string; readonly takesState: boolean };
  readonly "optimistic-outside-transition": { readonly setter: string; readonly place: string };
  readonly "revalidate-tag-without-profile": { readonly inAction: boolean };
  readonly "use-form-state-renamed": { readonly local: string };
  readonly "fetch-tags-without-cache": { readonly reason: "uncached" | "no-store" };
}

/** Mistakes in what code does, and in which order. */
export const flowCatalogue: Catalogue<FlowParams> = {
  "redirect-in-try": {
    title: "A redirect inside try is swallowed",
    severity: "warning",
    message: ({ name, by, line }) =>
      `\`${name}()\` leaves by throwing, and ${takerTexts[by](line)}: the visitor never gets there.`,
    hint: ({ name, by }) => takerHints[by](name),
  },
  "code-after-redirect": {
    title: "Code after a redirect never runs",
    severity: "warning",
    message: ({ name, line }) =>
      `This never runs: \`${name}()\` on line ${line} throws to leave the function, on every path that comes here.`,
    hint: ({ name }) => `Do this before \`${name}()\`, or remove it.`,
  },
  "revalidate-after-redirect": {
    title: "A revalidation after a redirect never runs",
    severity: "warning",
    message: ({ name, signal, line }) =>
      `\`${name}()\` never runs: \`${signal}()\` on line ${line} throws to leave the function before it, so the old data stays on the page.`,
    hint: ({ name, signal }) => `Call \`${name}()\` before \`${signal}()\`.`,
  },
  "mutation-without-revalidate": {
    title: "An action writes, and nothing on the page learns of it",
    severity: "warning",
    message: ({ action, write }) =>
      `\`${action}\` writes with \`${write}\` on a path that neither revalidates, refreshes, redirects, sets a cookie nor returns the new state: the page goes on showing the old data.`,
    hint: () =>
      `Call \`revalidatePath("/…")\`, \`updateTag("…")\` or \`refresh()\` after the write, or return what the caller should show.`,
  },
  "missing-await-on-request-api": {
    title: "A request API is read without await",
    severity: "warning",
    message: ({ name, kind }) =>
      `${kind === "call" ? `\`${name}\` returns` : `\`${name}\` is`} a promise: read without \`await\`, its members are \`undefined\`.`,
    hint: ({ name, kind, inAsync }) => {
      if (!inAsync)
        return `Make the function async and write \`await ${name}\`${kind === "property" ? `, or \`use(${name})\` in a Client Component` : ""}.`;
      return kind === "call" ? `Write \`(await ${name})\`.` : `Write \`await ${name}\` first.`;
    },
  },
  "thrown-expected-error": {
    title: "An error that visitors will meet is thrown",
    severity: "warning",
    message: ({ action }) =>
      `\`${action}\` throws for input that visitors will send: in production the message is masked and the nearest error boundary takes the place of the form with what was typed.`,
    hint: ({ takesState }) =>
      takesState
        ? 'Return it as the new state, e.g. `return { error: "…" }`, and show it beside the field. Throw an `ActionError` where the caller is meant to catch it.'
        : 'Return it as a value, e.g. `return { error: "…" }`, and let `useActionState` show it. Throw an `ActionError` where the caller is meant to catch it.',
  },
  "optimistic-outside-transition": {
    title: "An optimistic update outside of a transition",
    severity: "warning",
    message: ({ setter, place }) =>
      `\`${setter}\` of \`useOptimistic\` is called in ${place}, outside of a transition and of an action: React drops the update at once, so that it flickers or is never seen.`,
    hint: ({ setter }) =>
      `Call \`${setter}\` inside of \`startTransition(async () => { … })\` together with the action, or in the function of \`<form action>\`.`,
  },
  "revalidate-tag-without-profile": {
    title: "revalidateTag without a second argument",
    severity: "warning",
    message: ({ inAction }) =>
      `\`revalidateTag(tag)\` with one argument is the form of Next 14 and 15${inAction ? "; it still drops the tag's entries at once" : ""}.`,
    hint: ({ inAction }) =>
      inAction
        ? `Write \`updateTag(tag)\` where the visitor must see the change at once, or \`revalidateTag(tag, "max")\` where the old value may be served once more.`
        : `Write \`revalidateTag(tag, "max")\`, or \`revalidateTag(tag, { expire: 0 })\` where nothing old may be served.`,
  },
  "use-form-state-renamed": {
    title: "useFormState is called useActionState now",
    severity: "warning",
    message: ({ local }) =>
      `\`${local}\` from "react-dom" was renamed: React 19 has it as \`useActionState\` in "react", which also returns whether the action is pending.`,
    hint: () => `Import \`useActionState\` from "react" instead.`,
  },
  "fetch-tags-without-cache": {
    title: "Tags on a fetch that is not cached",
    severity: "warning",
    message: ({ reason }) =>
      reason === "no-store"
        ? `This \`fetch\` names tags and says \`cache: "no-store"\`: nothing is kept, so there is nothing that the tags could invalidate.`
        : `This \`fetch\` names tags, but nothing keeps its answer: since Next 15 a \`fetch\` is not cached unless it says so.`,
    hint: () => `Add \`cache: "force-cache"\` or \`next: { revalidate: … }\`, or remove the tags.`,
  },
};

type Taker = FlowParams["redirect-in-try"]["by"];

/** What becomes of a signal, by what takes it. */
const takerTexts: Record<Taker, (line: number) => string> = {
  catch: (line) => `the \`catch\` of line ${line} takes what it throws without throwing it on`,
  finally: (line) => `the \`finally\` of line ${line} returns instead`,
  handler: (line) =>
    `the function on line ${line} takes what the promise rejects with, without throwing it on`,
  settled: (line) =>
    `\`Promise.allSettled\` on line ${line} turns what it throws into a result that nobody throws on`,
};

const takerHints: Record<Taker, (name: string) => string> = {
  catch: (name) =>
    `Call \`${name}()\` after the \`try\`, or begin the \`catch\` with \`unstable_rethrow(error)\` from "next/navigation".`,
  finally: (name) => `Do not return from \`finally\`, or call \`${name}()\` after the \`try\`.`,
  handler: (name) =>
    `Call \`${name}()\` once the promise is awaited, or begin that function with \`unstable_rethrow(error)\` from "next/navigation".`,
  settled: (name) =>
    `Call \`${name}()\` once the promises are settled, or give each result's \`reason\` to \`unstable_rethrow\` from "next/navigation".`,
};
