import type { ActionLookup } from "../../protocol/index.ts";
import { findActionForm, holds, keepInput, type KeptInput } from "./kept-input.ts";
import type { Submission } from "./submissions.ts";
import type { TypedInput } from "./typed-input.ts";

/** A call that was refused as being of another build, before anything ran. */
export interface SkewedCall {
  /** The part of its id under which the action is looked up. */
  readonly lookup: ActionLookup;
  /** The form it came from. */
  readonly submission: Submission | undefined;
}

/** What calls of another build come to. */
export interface SkewRecovery {
  /** Decides what a skewed call comes to: sent again as it is, or refused for good. */
  readonly recover: (call: SkewedCall) => Promise<"repeat" | "refuse">;
  /** Notes that a call was answered: page and server are of one build by now. */
  readonly callAnswered: () => void;
}

/** What the recovery needs to know of the page. */
export interface SkewScope {
  /** Path and search of the page. */
  readonly url: () => string;
  /** `<build id>.<wire version>`. */
  readonly build: string;
  readonly typed: TypedInput;
  /** This document is what an earlier recovery led to: it does not lead to another one before a call of its own was answered. */
  readonly isRecovery: boolean;
}

/** A document that is being left keeps its calls pending this long: what they show then is seen by nobody. */
const leavingTakesMs = 10_000;

/**
 * Makes the recovery of skewed calls. Arguments that were made for one signature are never given to another: the page's
 * own new code makes them anew. So a form whose action the new build still has takes the visitor to the new document,
 * where what was typed is put back and the form is sent once more.
 */
export function createSkewRecovery({ url, build, typed, isRecovery }: SkewScope): SkewRecovery {
  // Two servers of two builds, asked in turn, would lead from one document to the next without end.
  let mayLeave = !isRecovery;
  const recover: SkewRecovery["recover"] = async ({ lookup, submission }) => {
    const page = await fetchDocument(url());
    // One server of several has the new build, and another one gave this page: the call may still find its own.
    if (page !== undefined && buildOf(page)?.startsWith(`${build}.`) === true) return "repeat";
    const kept: KeptInput = { url: url(), atMs: Date.now(), values: typed.read() };
    const resubmit =
      page === undefined || submission === undefined || !mayLeave
        ? undefined
        : resubmitOf(page, lookup, submission);
    const isKept = keepInput(resubmit === undefined ? kept : { ...kept, resubmit });
    if (!isKept || resubmit === undefined) return "refuse";
    history.scrollRestoration = "auto"; // where the visitor was is the browser's to restore
    location.reload();
    await new Promise((resolve) => setTimeout(resolve, leavingTakesMs));
    return "refuse";
  };
  return { recover, callAnswered: () => void (mayLeave = true) };
}

/** Says how a form is sent again in the new document; undefined where that would not be what the visitor sent. */
function resubmitOf(
  page: Document,
  lookup: string,
  { form, fields, mayBeKept }: Submission,
): KeptInput["resubmit"] {
  const next = findActionForm(page, lookup);
  const canGo = next !== undefined && form.isConnected && mayBeKept;
  // What no visitor typed must be there already: the same row, the same parent.
  return canGo && holds(new FormData(next.form), hiddenFieldsOf(form, fields))
    ? { lookup, fields }
    : undefined;
}

function hiddenFieldsOf(form: HTMLFormElement, fields: string): string {
  const hidden = new Set(
    [...form.querySelectorAll<HTMLInputElement>("input[type=hidden]")].map(({ name }) => name),
  );
  const sent = JSON.parse(fields) as readonly (readonly [name: string])[]; // written by `describeFields`
  return JSON.stringify(sent.filter(([name]) => hidden.has(name)));
}

/** Reads which build wrote a page's forms: `<build id>.<wire version>.<call id>`. */
function buildOf(page: Document): string | undefined {
  return page.querySelector<HTMLInputElement>('[name="$EDICT"]')?.value;
}

async function fetchDocument(url: string): Promise<Document | undefined> {
  try {
    const response = await fetch(url, { headers: { accept: "text/html" } });
    if (!response.ok) return undefined;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return undefined; // out of reach: the call is told that it was refused
  }
}
