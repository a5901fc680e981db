/** Where React's development build watches every promise of the process. */
const creates = /async_hooks\s*\.createHook\((\{\s*init: function\s*\([^)]*\) \{)/g;

/**
 * Keeps one async hook of React's development build in a process, and lets it see what is begun while React renders.
 * React makes it when its module is loaded and never ends it: it would look at each promise of Vite's too, with a stack
 * trace for most of them, which was a fifth of the wait for the first page.
 */
export function gateAsyncHook(code: string): string {
  if (!code.includes("function resolveRequest(")) return code;
  const gated = code.replace(
    creates,
    // Within the function: React counts the frames above it. `$$` is how a replacement writes a `$`.
    "$$$$oneHook(async_hooks, $1 if (resolveRequest() === null) return;",
  );
  return gated === code ? code : `${gated}\n${oneHook}`;
}

/** Ends the hook that the module made when it was loaded before; its place outlives the module. */
const oneHook = `function $$oneHook(async_hooks, callbacks) {
  const place = Symbol.for("edict.async-hook");
  globalThis[place]?.disable();
  return (globalThis[place] = async_hooks.createHook(callbacks));
}
`;
