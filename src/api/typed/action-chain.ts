import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ActionResult, TypedAction } from "./action-result.ts";
import { InvalidInput } from "./invalid-input.ts";
import { readForm, readValues } from "./read-form.ts";
import { sortIssues } from "./sort-issues.ts";

/**
 * Runs before the handler, with what the steps before it gave. What it returns joins the context; what it throws
 * (`unauthorized()`, `redirect()`, an `ActionError`) ends the action.
 */
export type Guard<Context extends object, Given extends object | undefined> = (
  context: Context,
) => Given | Promise<Given>;

/** A typed action in the making. Its steps run in the order in which they are written. */
export interface ActionChain<Context extends object, Input, Output> {
  /** Checks the input by a schema of any library that knows Standard Schema; `input` joins the context. */
  readonly input: <Schema extends StandardSchemaV1>(
    schema: Schema,
  ) => ActionChain<
    Context & { readonly input: StandardSchemaV1.InferOutput<Schema> },
    StandardSchemaV1.InferInput<Schema>,
    StandardSchemaV1.InferOutput<Schema>
  >;
  /** Adds a guard. */
  readonly use: <Given extends object | undefined>(
    guard: Guard<Context, Given>,
  ) => ActionChain<Context & (Given extends object ? Given : object), Input, Output>;
  /** Ends the chain: `fn` gets the checked input and the context. */
  readonly handler: <Value>(
    fn: (input: Output, context: Context) => Promise<Value>,
  ) => TypedAction<Input, Exclude<Value, InvalidInput>>;
}

/** What was found of a call so far. */
interface Run {
  readonly sent: unknown;
  readonly context: Readonly<Record<string, unknown>>;
}

/** A step gives the context anew, or what is wrong with the input. */
type Step = (run: Run) => Promise<Run | InvalidInput>;

/**
 * Begins a typed action: `export const save = action.input(schema).use(signedIn).handler(async (input, { user }) => …)` in a
 * "use server" file. What is wrong with the input is a result, not an error; the handler runs only with what the schema gave.
 */
export const action: ActionChain<object, void, undefined> = chainOf([]);

function chainOf<Context extends object, Input, Output>(
  steps: readonly Step[],
): ActionChain<Context, Input, Output> {
  return {
    input: (schema) => chainOf([...steps, checkInput(schema)]),
    use: (guard) => chainOf([...steps, runGuard(guard)]),
    handler: (fn) => typedAction(steps, fn),
  };
}

function checkInput(schema: StandardSchemaV1): Step {
  return async ({ sent, context }) => {
    const given = sent instanceof FormData ? readForm(sent) : sent;
    const checked = await schema["~standard"].validate(given);
    if (checked.issues !== undefined) return new InvalidInput(sortIssues(checked.issues));
    return { sent, context: { ...context, input: checked.value } };
  };
}

function runGuard<Context extends object, Given extends object | undefined>(
  guard: Guard<Context, Given>,
): Step {
  return async ({ sent, context }) => {
    // The chain's type says what the steps before have put there.
    const given = await guard(context as Context);
    return { sent, context: { ...context, ...given } };
  };
}

function typedAction<Context extends object, Input, Output, Value>(
  steps: readonly Step[],
  fn: (input: Output, context: Context) => Promise<Value>,
): TypedAction<Input, Exclude<Value, InvalidInput>> {
  return async (...args: readonly unknown[]) => {
    const sent = sentOf(args);
    let run: Run = { sent, context: {} };
    for (const step of steps) {
      const next = await step(run);
      if (next instanceof InvalidInput) return refusal(next, sent);
      run = next;
    }
    // As above: `input` is what the schema gave, or undefined where there is none.
    const value = await fn(run.context["input"] as Output, run.context as Context);
    if (value instanceof InvalidInput) return refusal(value, sent);
    return { ok: true, data: value as Exclude<Value, InvalidInput> };
  };
}

/** A form's data comes last; `useActionState` puts the state before what is sent. */
function sentOf(args: readonly unknown[]): unknown {
  const last = args.at(-1);
  if (last instanceof FormData) return last;
  return args.length > 1 ? args[1] : args[0];
}

function refusal({ issues }: InvalidInput, sent: unknown): ActionResult<never> {
  return { ok: false, issues, values: sent instanceof FormData ? readValues(sent) : {} };
}
