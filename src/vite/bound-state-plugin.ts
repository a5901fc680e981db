import type { Plugin } from "vite";
import { isNativeExport } from "./native-modules.ts";

const boundLater =
  /Promise\.resolve\(referenceClosure\.bound\)\.then\(function\s*\(boundArgs\) \{\s*return boundArgs\.concat\(args\);\s*\}\)/g;
const boundNow = /: Promise\.resolve\(args\);/g;

/** What stands in for React's promises: settled at once where the arguments are known. */
const settled = `
function $$settledBound(value) {
  var promise = Promise.resolve(value);
  promise.status = "fulfilled";
  promise.value = value;
  return promise;
}
function $$concatBound(bound, args) {
  return bound.status === "fulfilled"
    ? $$settledBound(bound.value.concat(args))
    : Promise.resolve(bound).then(function (known) { return known.concat(args); });
}`;

/**
 * Lets `useActionState(action.bind(null, id))` answer a post without JavaScript. React's SSR client makes a
 * pending promise of the bound arguments at every render, and suspends on it when it compares form state:
 * each try binds anew, so the render would never end.
 */
export function boundStatePlugin(): Plugin {
  return {
    name: "edict:bound-state",
    transform: {
      // As it lies in its package, or as Vite prepared it for development.
      filter: {
        id: /react-server-dom[\\/-].*client\.(?:node|edge)\.(?:production|development)\.js|[\\/]deps_ssr[\\/].*react-server-dom_client__/,
      },
      handler(code) {
        return this.environment.name === "ssr" && !isNativeExport(code)
          ? { code: settleBoundArguments(code), map: null }
          : undefined;
      },
    },
  };
}

/** Rewrites `bind` of React's SSR client; throws when it is not as it was when this was written. */
export function settleBoundArguments(code: string): string {
  if (code.search(boundLater) < 0 || code.search(boundNow) < 0)
    throw new Error(
      "React's server references bind their arguments in another way than this version of Edict knows. Use the versions of react and @vitejs/plugin-rsc that its package.json names.",
    );
  return (
    code
      .replace(boundLater, "$$$$concatBound(referenceClosure.bound, args)")
      .replace(boundNow, ": $$$$settledBound(args);") + settled
  );
}
