import { use, type FormHTMLAttributes, type ReactNode, type SubmitEvent } from "react";
import { RouterContext } from "./contexts.ts";

/** Properties of `Form`: those of `<form>`, and how to navigate. */
export interface FormProps extends Omit<FormHTMLAttributes<HTMLFormElement>, "action"> {
  /** A path, which is visited with the fields as its search; or an action, as on `<form>`. */
  readonly action: string | ((formData: FormData) => void | Promise<void>);
  /** Takes the place of the current entry of the history. Default: false. */
  readonly replace?: boolean;
  /** Scrolls to the top. Default: true. */
  readonly scroll?: boolean;
}

/** A form that visits a page with its fields as the search, without loading a document. */
export function Form({ action, replace, scroll, onSubmit, ...rest }: FormProps): ReactNode {
  const router = use(RouterContext);
  if (typeof action !== "string") return <form {...rest} action={action} onSubmit={onSubmit} />;
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    onSubmit?.(event);
    const url = event.defaultPrevented ? undefined : visitedUrl(event);
    if (router === undefined || url === undefined) return;
    event.preventDefault();
    const mode = replace === true ? "replace" : "push";
    router.navigate(url, mode, { scroll: scroll !== false }).catch(reportError);
  };
  return <form {...rest} action={action} onSubmit={submit} />;
}

/** Writes the address that the browser would load; undefined for what only the browser can send. */
function visitedUrl(event: SubmitEvent<HTMLFormElement>): string | undefined {
  const form = event.currentTarget;
  const { submitter } = event;
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
  return url.pathname + url.search;
}
