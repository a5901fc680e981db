import { isReservedField } from "../../protocol/index.ts";
import { hasUnkeptValues } from "./typed-input.ts";

/** One submit of a form, and the calls to actions that carry its fields. */
export interface Submission {
  readonly form: HTMLFormElement;
  readonly submitter: HTMLElement | null;
  /** What was sent, as `describeFields` writes it. */
  readonly fields: string;
  /** Whether all of it may be written down. An app may empty the form as soon as it is sent, so it is asked by then. */
  readonly mayBeKept: boolean;
  /** Its calls that have not settled. */
  openCalls: number;
}

const maxRemembered = 16;

/** Knows which form a call came from, and ignores a submit that repeats one whose call is under way: a double click, a second Enter. */
export class Submissions {
  #recent: readonly Submission[] = [];

  /** Sees every submit before React does. Returns the function that ends it. */
  listen(): () => void {
    const submitted = (event: SubmitEvent): void => this.#submitted(event);
    addEventListener("submit", submitted, { capture: true });
    return () => removeEventListener("submit", submitted, { capture: true });
  }

  /** Finds the submission that a call with these arguments belongs to, and counts the call; `settled` must follow. */
  callBegun(args: readonly unknown[]): Submission | undefined {
    const data = args.find((value) => value instanceof FormData);
    if (data === undefined || this.#recent.length === 0) return undefined;
    const fields = describeFields(data);
    const submission = this.#recent.findLast((recent) => recent.fields === fields);
    if (submission !== undefined) submission.openCalls++;
    return submission;
  }

  /** Notes that a call of a submission has settled. */
  callSettled(submission: Submission | undefined): void {
    if (submission !== undefined) submission.openCalls--;
  }

  #submitted(event: SubmitEvent): void {
    const { target: form } = event;
    if (!(form instanceof HTMLFormElement)) return;
    const submitter = buttonOf(form, event);
    const fields = describeFields(new FormData(form, submitter));
    const repeats = this.#recent.some(
      (recent) =>
        recent.openCalls > 0 &&
        recent.form === form &&
        recent.submitter === submitter &&
        recent.fields === fields,
    );
    if (repeats) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const others = this.#recent.filter((recent) => recent.form !== form || recent.openCalls > 0);
    const mayBeKept = !hasUnkeptValues(form);
    const submission = { form, submitter, fields, mayBeKept, openCalls: 0 };
    this.#recent = [...others, submission].slice(-maxRemembered);
  }
}

/** Gives the button of the form's own that was pressed: events that code makes may name any element. */
function buttonOf(form: HTMLFormElement, { submitter }: SubmitEvent): HTMLElement | null {
  return [...form.elements].some((element) => element === submitter) ? submitter : null;
}

/** Writes the fields of a form so that equal fields give equal text; a file is known by name, size, type and time. */
export function describeFields(data: FormData): string {
  return JSON.stringify(
    [...data]
      .filter(([name]) => !isReservedField(name))
      .map(([name, value]) =>
        typeof value === "string"
          ? [name, value]
          : // An empty file field gets the time at which it was read.
            [name, value.name, value.size, value.type, value.size > 0 ? value.lastModified : 0],
      ),
  );
}

/** What React's script in the page records of forms that are submitted before it is there: form, submitter or action, fields. */
interface ReplayingDocument extends Document {
  readonly $$reactFormReplay?: unknown[];
}

/** Drops submits that repeat another one from before hydration. */
export function dropRepeatedReplays(page: ReplayingDocument = document): void {
  const queue = page.$$reactFormReplay ?? [];
  const seen: (readonly [form: unknown, submitter: unknown, fields: string])[] = [];
  for (let at = 0; at + 2 < queue.length; at += 3) {
    const [form, submitter, data] = queue.slice(at, at + 3);
    if (!(data instanceof FormData)) continue;
    const fields = describeFields(data);
    const repeats = seen.some(
      (one) => one[0] === form && one[1] === submitter && one[2] === fields,
    );
    if (repeats) {
      queue.splice(at, 3);
      at -= 3;
    } else seen.push([form, submitter, fields]);
  }
}
