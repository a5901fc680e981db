import { createElement, Fragment, type ComponentType, type ReactNode } from "react";

/** A file of `app/`, loaded on demand. `styles` makes the links of the CSS that it and its server modules import. */
export interface RouteModule {
  readonly load: () => Promise<Readonly<Record<string, unknown>>>;
  readonly styles: () => ReactNode | Promise<ReactNode>;
}

/** Every file of the route table, by path relative to the app's root. */
export type RouteModules = Readonly<Record<string, RouteModule>>;

/** A component of `app/`, with the CSS of its module. */
export interface RouteComponent {
  /** Which properties it takes is decided by the convention of its file. */
  readonly component: ComponentType<Record<string, unknown>>;
  readonly styles: ReactNode;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** Loads the default export of a route file; throws a sentence when it is no component. */
export async function loadRouteComponent(
  modules: RouteModules,
  file: string,
): Promise<RouteComponent> {
  const module = modules[file];
  if (module === undefined) throw new Error(`${file} is in the route table, but not in the build`);
  const exports = await module.load();
  const component = exports["default"];
  if (!isComponent(component))
    throw new Error(
      `${file} has no component as its default export. Export one: \`export default function Name() { … }\`.`,
    );
  const styles = module.styles();
  return { component, styles: styles instanceof Promise ? await styles : styles, exports };
}

/** Loads a file of a folder that may be absent. */
export async function loadIfAny(
  modules: RouteModules,
  file: string | undefined,
): Promise<RouteComponent | undefined> {
  return file === undefined ? undefined : loadRouteComponent(modules, file);
}

/** A component that takes no properties, with its CSS. */
export function elementOf({ component, styles }: RouteComponent): ReactNode {
  return createElement(Fragment, null, styles, createElement(component));
}

function isComponent(value: unknown): value is ComponentType<Record<string, unknown>> {
  return (
    typeof value === "function" ||
    (typeof value === "object" && value !== null && "$$typeof" in value)
  );
}
