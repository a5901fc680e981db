import type { ComponentType } from "react";
import { lazyComponent, type DynamicOptions, type Loader } from "./lazy-component.ts";

export type { DynamicOptions, Loader } from "./lazy-component.ts";

/**
 * Makes a component of a module that is loaded when it is first rendered; this is the form of Server Components.
 * @throws Error with `ssr: false`, which only a Client Component can mean
 */
export default function dynamic<Props = object>(
  given: Loader<Props> | DynamicOptions<Props>,
  options: DynamicOptions<Props> = {},
): ComponentType<Props> {
  const all = typeof given === "object" ? { ...given, ...options } : { ...options, loader: given };
  if (all.ssr === false)
    throw new Error(
      'dynamic() was given ssr: false in a Server Component, which is rendered on the server and nowhere else. Call dynamic() in a file that starts with "use client", and render that component here.',
    );
  return lazyComponent(all);
}
