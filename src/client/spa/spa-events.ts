/** Where an action's `redirect()` leads. */
export interface ActionRedirect {
  /** A path of this app, or an absolute http(s) URL. */
  readonly location: string;
  /** Whether it takes the place of the current entry of the history. */
  readonly replace: boolean;
}

/** Follows a redirect; resolves when its target is shown. */
export type FollowRedirect = (redirect: ActionRedirect) => void | Promise<void>;

/**
 * Calls `listener` whenever an action changed data that this page may show, in this tab or in another one: its
 * answer revalidated a path or a tag, or wrote a cookie. Returns the function that ends it.
 * @example onRevalidated(() => queryClient.invalidateQueries())
 */
export function onRevalidated(listener: () => void): () => void {
  const events = new AbortController();
  addEventListener(revalidatedEvent, () => listener(), { signal: events.signal });
  return () => events.abort();
}

/**
 * Hands the redirects of actions to the app's own router; without one the browser loads the target. The call settles
 * once `follow` has. Returns the function that ends it.
 * @example onRedirect(({ location, replace }) => router.navigate({ href: location, replace }))
 */
export function onRedirect(follow: FollowRedirect): () => void {
  const events = new AbortController();
  // Events of this name are made below alone.
  const hear = (event: Event): void => (event as CustomEvent<RedirectOffer>).detail(follow);
  addEventListener(redirectEvent, hear, { signal: events.signal });
  return () => events.abort();
}

// Events of the window, so that code that was loaded twice still hears of it.
const revalidatedEvent = "edict:revalidated";
const redirectEvent = "edict:redirect";

/** Tells the page that something changed. */
export function announceRevalidated(): void {
  dispatchEvent(new Event(revalidatedEvent));
}

/** Takes the router that will follow a redirect: the first that hears of it, no other. */
type RedirectOffer = (follow: FollowRedirect) => void;

/** Lets the page follow a redirect; undefined when it has no router of its own. */
export function announceRedirect(redirect: ActionRedirect): Promise<void> | undefined {
  let following: Promise<void> | undefined;
  const detail: RedirectOffer = (follow) => {
    following ??= Promise.resolve(redirect).then(follow);
  };
  dispatchEvent(new CustomEvent(redirectEvent, { detail }));
  return following;
}
