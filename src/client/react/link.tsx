import {
  createContext,
  use,
  useEffect,
  useRef,
  useState,
  type AnchorHTMLAttributes,
  type Context,
  type MouseEvent,
  type ReactNode,
  type Ref,
} from "react";
import { shownPath } from "../navigation/app-path.ts";
import type { Router } from "../navigation/router.ts";
import { RouterContext, useMount } from "./contexts.ts";

// Replaced by the bundler; a name of its own so that the browser's code needs no types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** An address in parts. */
export interface LinkParts {
  readonly pathname?: string;
  readonly query?: Readonly<
    Record<string, string | number | boolean | readonly string[] | undefined>
  >;
  readonly hash?: string;
}

/** Properties of `Link`: those of `<a>`, and how to navigate. */
export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> {
  readonly href: string | LinkParts;
  /** Takes the place of the current entry of the history. Default: false. */
  readonly replace?: boolean;
  /** Scrolls to the top, or to the target of the hash. Default: true. */
  readonly scroll?: boolean;
  /** When the page is fetched ahead, in production: on hover, focus and touch (default), as soon as the link is seen (true), never (false). */
  readonly prefetch?: boolean | "auto" | null;
  /** Called before a soft navigation; `preventDefault` stops it. */
  readonly onNavigate?: (event: { readonly preventDefault: () => void }) => void;
  readonly ref?: Ref<HTMLAnchorElement>;
}

const LinkStatusContext: Context<boolean> = createContext(false);

/** Tells, inside a `Link`, whether its navigation is under way. */
export function useLinkStatus(): { readonly pending: boolean } {
  return { pending: use(LinkStatusContext) };
}

/** A link to another page of the app, which is shown without loading a document. Everything else is left to the browser. */
export function Link(props: LinkProps): ReactNode {
  const { href, replace, scroll, prefetch, onNavigate, onClick, children, ref, ...rest } = props;
  const router = use(RouterContext);
  const [pending, setPending] = useState(false);
  const address = typeof href === "string" ? href : joinParts(href);
  const ahead = process.env.NODE_ENV === "production" && prefetch !== false;
  const seen = useSeen(ahead && prefetch === true ? router : undefined, address);
  const warm = (): void => {
    if (ahead) router?.prefetch(address);
  };
  const click = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (router === undefined || !isPlainClick(event)) return;
    event.preventDefault();
    const state = { prevented: false };
    onNavigate?.({
      preventDefault: () => {
        state.prevented = true;
      },
    });
    if (state.prevented) return;
    setPending(true);
    router
      .navigate(address, replace === true ? "replace" : "push", { scroll: scroll !== false })
      .then(() => router.onScreen())
      .catch(reportError)
      .finally(() => setPending(false));
  };
  return (
    <a
      {...rest}
      onMouseEnter={(event) => {
        rest.onMouseEnter?.(event);
        warm();
      }}
      onFocus={(event) => {
        rest.onFocus?.(event);
        warm();
      }}
      onTouchStart={(event) => {
        rest.onTouchStart?.(event);
        warm();
      }}
      href={shownPath(address, useMount())}
      onClick={click}
      ref={(node) => {
        seen.current = node;
        if (typeof ref === "function") return ref(node);
        if (ref) ref.current = node;
        return undefined;
      }}
    >
      <LinkStatusContext value={pending}>{children}</LinkStatusContext>
    </a>
  );
}

/** Fetches the page ahead once the link is seen. */
function useSeen(
  router: Router | undefined,
  address: string,
): { current: HTMLAnchorElement | null } {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (router === undefined || link.current === null) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      router.prefetch(address);
    });
    observer.observe(link.current);
    return () => observer.disconnect();
  }, [router, address]);
  return link;
}

function isPlainClick(event: MouseEvent<HTMLAnchorElement>): boolean {
  const { target, origin, protocol } = event.currentTarget;
  if (event.defaultPrevented || event.button !== 0) return false;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  if (event.currentTarget.hasAttribute("download") || (target !== "" && target !== "_self"))
    return false;
  return origin === location.origin && protocol.startsWith("http");
}

function joinParts({ pathname = "", query = {}, hash = "" }: LinkParts): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) search.append(name, String(one));
  const written = search.toString();
  return (
    pathname +
    (written === "" ? "" : `?${written}`) +
    (hash === "" ? "" : `#${hash.replace(/^#/, "")}`)
  );
}
