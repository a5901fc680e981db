import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transformWithOxc } from "vite";

/**
 * The runtimes of the server and of the browser in one, as small as they can be: a call by id reaches the function
 * that was registered under it, and captured values are copied as the wire would, those of captured actions too.
 * A cached function runs each time.
 */
const runtime = `
const bound = new WeakMap();
const ids = new WeakMap();
const registered = new Map();
const called = new Set();
const sending = new Set();
export function registerAction(value, id) {
  if (typeof value !== "function") throw new TypeError("no function: " + id);
  if (ids.has(value) && ids.get(value) !== id) throw new TypeError("registered twice: " + id);
  ids.set(value, id);
  registered.set(id, value);
  return value;
}
export function bindCaptures(implementation, id, read) {
  const run = (...args) => (called.add(id), implementation(read(), ...args));
  const isStream = Object.prototype.toString.call(implementation) === "[object AsyncGeneratorFunction]";
  const call = isStream ? run : async (...args) => run(...args);
  bound.set(call, { implementation, read });
  ids.set(call, id);
  return call;
}
export function holdMember(owner, name) {
  return owner === undefined || owner === null ? owner : { [name]: owner[name] };
}
export function createAction(id) {
  return async (...args) => {
    const action = registered.get(id);
    if (action === undefined) throw new TypeError("not registered: " + id);
    called.add(id);
    return action(...args.map(copy));
  };
}
export function send(action) {
  if (!ids.has(action)) throw new TypeError("not an action: " + action);
  called.add(ids.get(action));
  const found = bound.get(action);
  if (found === undefined) return action;
  if (sending.has(action)) throw new RangeError("an action contains itself");
  sending.add(action);
  const values = found.read().map(copy);
  sending.delete(action);
  const sent = (...args) => found.implementation(values.map(copy), ...args);
  bound.set(sent, { implementation: found.implementation, read: () => values });
  ids.set(sent, ids.get(action));
  return sent;
}
export async function callCached(id, [names, captures], args, run) {
  if (captures().length !== names.length) throw new TypeError("captures without names: " + id);
  return run(...args);
}
export const callPrivate = callCached;
export const captured = (action) => bound.get(action)?.read();
export const calledIds = () => [...called];
const copy = (value) => {
  if (typeof value !== "function") return structuredClone(value);
  return bound.has(value) ? send(value) : value;
};
`;

/** What an action file may import of the package: what it is, without a package. */
const ownNames = new URL("../../src/api/configure.ts", import.meta.url);

const original = `
export const send = (action) => action;
export const captured = () => undefined;
export const calledIds = () => [];
`;

const given = `import { captured, send } from "./runtime.mjs";
const Fragment = "fragment";
const h = (type, props, ...children) => ({ type, props: props ?? {}, children });
`;

/** A module in TypeScript with JSX and those beside it, by the names under which each is imported. */
export interface RunnableModules {
  /** `compiled` gives the modules the runtime; in `original` sending an action hands it over as it is. */
  readonly mode: "compiled" | "original";
  readonly main: string;
  /** What imports of `./name` load. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Stubs of the main module; loaded after it. */
  readonly client?: string;
}

/** What a module did as it was loaded and used. */
export interface RunModule {
  readonly exports: Readonly<Record<string, unknown>>;
  /** Exports of the stubs. */
  readonly clientExports: Readonly<Record<string, unknown>>;
  /** Ids of the actions that were sent, or called through a stub, so far. */
  readonly calledIds: () => readonly string[];
}

/** Makes a folder that modules can run in; whoever asked for it removes it once they are done. */
export async function moduleFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "edict-compiler-"));
}

/** Runs TypeScript with JSX as a module of its own in `root`; `send` and `captured` are there without an import. */
export async function runModule(root: string, modules: RunnableModules): Promise<RunModule> {
  // Vitest leaves what lies in such a folder to Node, whose modules are the real ones.
  await mkdir(join(root, "node_modules"), { recursive: true });
  const folder = await mkdtemp(join(root, "node_modules", "run-"));
  const load = async (name: string): Promise<Record<string, unknown>> =>
    // What is imported has the shape of any module.
    (await import(pathToFileURL(join(folder, name)).href)) as Record<string, unknown>;
  const beside = modules.beside ?? {};
  const write = async (name: string, code: string): Promise<void> =>
    writeFile(join(folder, name), await toJavaScript(code, Object.keys(beside)));
  await writeFile(join(folder, "runtime.mjs"), modules.mode === "compiled" ? runtime : original);
  await write("edict.mjs", await readFile(ownNames, "utf8"));
  for (const [name, code] of Object.entries(beside)) await write(`${name}.mjs`, code);
  await write("module.mjs", modules.main);
  const exports = await load("module.mjs");
  if (modules.client !== undefined) await write("client.mjs", modules.client);
  const clientExports = modules.client === undefined ? {} : await load("client.mjs");
  const { calledIds } = await load("runtime.mjs");
  return { exports, clientExports, calledIds: calledIds as RunModule["calledIds"] }; // both runtimes export it
}

async function toJavaScript(code: string, beside: readonly string[]): Promise<string> {
  const stripped = await transformWithOxc(code.replace(/^\uFEFF/, ""), "module.tsx", {
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    sourcemap: false,
  });
  const linked = stripped.code
    .replace(/"edict\/runtime\/(?:server|client|ssr)"/g, '"./runtime.mjs"')
    .replace(/from "edict"/g, 'from "./edict.mjs"')
    .replace(/(from |import\()"\.\/(\w+)"/g, (whole, before: string, name: string) =>
      beside.includes(name) ? `${before}"./${name}.mjs"` : whole,
    );
  return linked.startsWith("#!") ? linked : given + linked;
}
