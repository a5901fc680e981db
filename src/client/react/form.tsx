import {
  use,
  type FormHTMLAttributes,
  type ReactNode,
  type SubmitEvent,
  type SyntheticEvent,
} from "react";
import { shownPath } from "../navigation/app-path.ts";
import { RouterContext, useMount } from "./contexts.ts";

// Replaced by the bundler; a name of its own so that the browser's code needs no types of Node.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Properties of `Form`: those of `<form>`, and how to navigate. */
export interface FormProps extends Omit<FormHTMLAttributes<HTMLFormElement>, "action"> {
  /** A path, which is visited with the fields as its search; or an action, as on `<form>`. */
  readonly action: string | ((formData: FormData) => void | Promise<void>);
  /** Takes the place of the current entry of the history. Default: false. */
  readonly replace?: boolean;
  /** Scrolls to the top. Default: true. */
  readonly scroll?: boolean;
  /** Whether the page is fetched ahead, in production, when a button that would visit it is hovered or focused. Default: true. */
  readonly prefetch?: boolean | null;
}

/** A form that visits a page with its fields as the search, without loading a document. */
export function Form(props: FormProps): ReactNode {
  const { action, replace, scroll, prefetch, onSubmit, ...rest } = props;
  const router = use(RouterContext);
  const mount = useMount();
  if (typeof action !== "string") return <form {...rest} action={action} onSubmit={onSubmit} />;
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    onSubmit?.(event);
    const { currentTarget: form, submitter } = event;
    const url = event.defaultPrevented ? undefined : visitedUrl(form, submitter);
    if (router === undefined || url === undefined) return;
    event.preventDefault();
    const mode = replace === true ? "replace" : "push";
    router.navigate(url, mode, { scroll: scroll !== false }).catch(reportError);
  };
  const ahead = process.env.NODE_ENV === "production" && prefetch !== false;
  const warm = ({ currentTarget: form, target }: SyntheticEvent<HTMLFormElement>): void => {
    const button = ahead ? submitterAt(form, target) : undefined;
    const url = button && visitedUrl(form, button);
    if (url !== undefined) router?.prefetch(url);
  };
  return (
    <form
      {...rest}
      action={shownPath(action, mount)}
      onSubmit={submit}
      onPointerOver={(event) => {
        rest.onPointerOver?.(event);
        warm(event);
      }}
      onFocus={(event) => {
        rest.onFocus?.(event);
        warm(event);
      }}
    />
  );
}

/** Finds the button of the form that an event is on, if it would submit it. */
function submitterAt(form: HTMLFormElement, target: EventTarget): HTMLElement | undefined {
  const button = target instanceof Element ? target.closest("button, input") : null;
  const submits =
    (button instanceof HTMLButtonElement || button instanceof HTMLInputElement) &&
    button.form === form &&
    button.type === "submit";
  return submits ? button : undefined;
}

/** Writes the whole address that the browser would load; undefined for what only the browser can send. */
function visitedUrl(form: HTMLFormElement, submitter: HTMLElement | null): string | undefined {
  const of = (name: string): string =>
    submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? "";
  if (of("method").toLowerCase() === "post" || !["", "_self"].includes(of("target")))
    return undefined;
  const url = new URL(of("action"), location.href);
  if (url.origin !== location.origin) return undefined;
  const search = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter))
    search.append(name, typeof value === "string" ? value : value.name);
  url.search = search.toString();
  return url.href;
}
