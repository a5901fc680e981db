import type { Plugin } from "vite";

const creates: RegExp = /async_hooks\s*\.createHook\(/g;

/**
 * Keeps one async hook of React's development build, however often its module is loaded. It makes a hook that sees
 * every promise of the process and never ends it, while each edit loads the server's modules anew:
 * without this the development server is slower after every save, until it stands still.
 */
export function asyncHookPlugin(): Plugin {
  return {
    name: "edict:async-hook",
    apply: "serve",
    transform: {
      filter: { id: /react-server-dom[\\/_-].*server/, code: creates },
      handler(code, id) {
        return this.environment.name === "rsc"
          ? { code: keepOneHook(code, id.split("?", 1)[0] ?? id), map: null }
          : undefined;
      },
    },
  };
}

/** Rewrites every `createHook` of a module so that it first ends the hook that the same module made before. */
export function keepOneHook(code: string, id: string): string {
  // The only place that outlives the module, which is what is loaded anew.
  const place = `globalThis[Symbol.for(${JSON.stringify(`edict.async-hook:${id}`)})]`;
  return `${code.replace(creates, "$$$$oneHook(async_hooks, ")}
function $$oneHook(async_hooks, callbacks) {
  if (${place}) ${place}.disable();
  return (${place} = async_hooks.createHook(callbacks));
}
`;
}
