import { carryOptions, type CallOptions } from "./call-options.ts";

// Replaced by the bundler; a name of its own so that the browser's code needs no types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/**
 * Calls an action with options of this one call. `action` is the action itself, imported or passed as a prop, bound or
 * not: a function around it would keep the options from it, which the console says in development.
 * @throws ActionError ABORTED when the signal gave the call up; everything that the call throws without options
 * @example const hits = await callAction(search, [words], { signal: controller.signal })
 */
export async function callAction<A extends readonly unknown[], R>(
  action: (...args: A) => R,
  args: A,
  options: CallOptions = {},
): Promise<Awaited<R>> {
  const carried = carryOptions(options);
  // An action's stub takes any number of arguments, and the page's callback takes this one out again.
  const call = action as (...all: readonly unknown[]) => R;
  try {
    return await call(...args, carried);
  } finally {
    if (!carried.taken && process.env.NODE_ENV !== "production")
      globalThis.console.error(
        `edict: ${action.name || "a function"} was called with options, but it is no action, so that nothing heeds them. Give callAction and useAction the action itself, not a function around it.`,
      );
  }
}
