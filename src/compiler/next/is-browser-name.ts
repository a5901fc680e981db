import type { ImportedName } from "../callees/imported-calls.ts";
import { nextModuleOf } from "./next-module-of.ts";

/** What React's build for Server Components lacks of what its build for browsers has; a test holds it to both. */
export const browserNames: Readonly<Record<string, ReadonlySet<string>>> = {
  react: new Set([
    "Component",
    "PureComponent",
    "createContext",
    "startTransition",
    "useActionState",
    "useContext",
    "useDeferredValue",
    "useEffect",
    "useEffectEvent",
    "useImperativeHandle",
    "useInsertionEffect",
    "useLayoutEffect",
    "useOptimistic",
    "useReducer",
    "useRef",
    "useState",
    "useSyncExternalStore",
    "useTransition",
  ]),
  "react-dom": new Set([
    "createPortal",
    "flushSync",
    "requestFormReset",
    "unstable_batchedUpdates",
    "useFormState",
    "useFormStatus",
  ]),
};

/** Tells whether a name of another module works in code of the browser only. */
export function isBrowserName({ specifier, imported }: ImportedName): boolean {
  if (Object.hasOwn(browserNames, specifier))
    return browserNames[specifier]?.has(imported) === true;
  if (specifier === "edict/client") return /^use[A-Z]/.test(imported);
  const names = nextModuleOf(specifier)?.names;
  return (
    names !== undefined && Object.hasOwn(names, imported) && names[imported]?.side === "browser"
  );
}
