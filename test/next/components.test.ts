// @vitest-environment happy-dom
import { createElement as h, memo, type ComponentType, type ReactNode } from "react";
import { act } from "react";
import { createRoot, hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ActionError } from "../../src/errors/action-error.ts";
import dynamicOnServer from "../../src/next/dynamic.ts";
import dynamic from "../../src/next/dynamic.client.ts";
import {
  ReadonlyURLSearchParams,
  unstable_isUnrecognizedActionError,
} from "../../src/next/navigation.client.ts";
import Script, { type ScriptProps } from "../../src/next/script.tsx";

let place: HTMLElement;
let root: Root | undefined;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  document.head.replaceChildren();
  document.body.replaceChildren();
  place = document.body.appendChild(document.createElement("main"));
});
afterEach(async () => {
  await act(async () => root?.unmount());
  root = undefined;
  vi.restoreAllMocks();
});

async function show(node: ReactNode): Promise<void> {
  await act(async () => {
    root ??= createRoot(place);
    root.render(node);
  });
}

async function hydrate(node: ReactNode): Promise<string> {
  const html = renderToString(node);
  place.innerHTML = html;
  await act(async () => {
    root = hydrateRoot(place, node);
  });
  return html;
}

const Chart = ({ title }: { title: string }): ReactNode => h("p", {}, `chart of ${title}`);
const Loading = ({ isLoading }: { isLoading?: boolean }): ReactNode =>
  h("i", {}, isLoading === true ? "loading" : "");

test.each<[string, () => Promise<ComponentType<{ title: string }> | { default: typeof Chart }>]>([
  ["a module's default export", () => Promise.resolve({ default: Chart })],
  ["a component picked from a module", () => Promise.resolve(Chart)],
  ["a component that is an object", () => Promise.resolve(memo(Chart))],
])("dynamic() renders %s once it is there", async (_, loader) => {
  for (const make of [dynamic, dynamicOnServer]) {
    const Dynamic = make(loader, { loading: Loading });
    await show(h(Dynamic, { title: "tea" }));
    expect(place.textContent).toBe("chart of tea");
  }
});

test("dynamic() shows what stands in for the component until it is there", async () => {
  let arrive: (chart: typeof Chart) => void = () => undefined;
  const Dynamic = dynamic({
    loader: () => new Promise<typeof Chart>((resolve) => (arrive = resolve)),
    loading: Loading,
  });
  await show(h(Dynamic, { title: "tea" }));
  expect(place.textContent).toBe("loading");
  await act(async () => arrive(Chart));
  expect(place.textContent).toBe("chart of tea");
});

test("ssr: false leaves a component to the browser, and its module unloaded on the server", async () => {
  const loader = vi.fn(() => Promise.resolve(Chart));
  const Dynamic = dynamic(loader, { ssr: false, loading: Loading });
  expect(renderToString(h(Dynamic, { title: "tea" }))).toBe("<i>loading</i>");
  expect(loader).not.toHaveBeenCalled();
  const failed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await hydrate(h(Dynamic, { title: "tea" }));
  expect(place.textContent).toBe("chart of tea");
  expect(failed).not.toHaveBeenCalled();
});

test("dynamic() refuses what cannot be meant", () => {
  expect(() => dynamicOnServer(() => Promise.resolve(Chart), { ssr: false })).toThrow(
    'Call dynamic() in a file that starts with "use client"',
  );
  expect(() => dynamic({})).toThrow("no function that loads a component");
});

test("a script needs an address or an id, and a strategy that there is", () => {
  expect(() => renderToString(h(Script, {}, "1"))).toThrow("needs a src, or an id");
  // What types refuse, code without types may write.
  const worker = { src: "/w.js", strategy: "worker" } as unknown as ScriptProps;
  expect(() => renderToString(h(Script, worker))).toThrow('no strategy "worker"');
});

test("the search parameters of a page cannot be changed, a copy can", () => {
  const search = new ReadonlyURLSearchParams("q=tea");
  expect([search.get("q"), String(search)]).toEqual(["tea", "q=tea"]);
  for (const change of ["append", "delete", "set", "sort"] as const)
    expect(() => search[change]()).toThrow("copy them with new URLSearchParams(search)");
  const copy = new URLSearchParams(search);
  copy.set("q", "rice");
  expect(String(copy)).toBe("q=rice");
});

test("an error of an action that is no more is told from others", () => {
  expect(unstable_isUnrecognizedActionError(new ActionError("NOT_FOUND", "gone"))).toBe(true);
  expect(unstable_isUnrecognizedActionError(new ActionError("SKEW", "older"))).toBe(true);
  expect(unstable_isUnrecognizedActionError(new ActionError("BUSY", "later"))).toBe(false);
  expect(unstable_isUnrecognizedActionError(new Error("NOT_FOUND"))).toBe(false);
});
