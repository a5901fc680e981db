import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transformWithOxc } from "vite";

/** The two functions of the runtime, as small as they can be; `send` copies captured values as the wire would, those of captured actions too. */
const runtime = `
const bound = new WeakMap();
const ids = new WeakMap();
export function registerAction(value, id) {
  if (typeof value !== "function") throw new TypeError("no function: " + id);
  if (ids.has(value) && ids.get(value) !== id) throw new TypeError("registered twice: " + id);
  ids.set(value, id);
  return value;
}
export function bindCaptures(implementation, id, read) {
  const call = async (...args) => implementation(read(), ...args);
  bound.set(call, { implementation, read });
  ids.set(call, id);
  return call;
}
globalThis.send = (action) => {
  if (!ids.has(action)) throw new TypeError("not an action: " + action);
  const found = bound.get(action);
  if (found === undefined) return action;
  const values = found.read().map(copy);
  return async (...args) => found.implementation(values.map(copy), ...args);
};
globalThis.captured = (action) => bound.get(action)?.read();
const copy = (value) => {
  if (typeof value !== "function") return structuredClone(value);
  return bound.has(value) ? globalThis.send(value) : value;
};
`;

const original = `
globalThis.send = (action) => action;
globalThis.captured = () => undefined;
`;

const elements = `const h = (type, props, ...children) => ({ type, props: props ?? {}, children });\n`;

/** Runs TypeScript with JSX as a module of its own and returns its exports. `compiled` gives it the runtime. */
export async function runModule(
  code: string,
  mode: "compiled" | "original",
): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), "edict-compiler-"));
  try {
    await writeFile(join(folder, "runtime.mjs"), mode === "compiled" ? runtime : original);
    const stripped = await transformWithOxc(code.replace(/^\uFEFF/, ""), "module.tsx", {
      jsx: { runtime: "classic", pragma: "h" },
      sourcemap: false,
    });
    const module = stripped.code.replaceAll('"edict/runtime/server"', '"./runtime.mjs"');
    await writeFile(join(folder, "module.mjs"), `import "./runtime.mjs";\n${elements}${module}`);
    // What is imported has the shape of any module.
    return (await import(pathToFileURL(join(folder, "module.mjs")).href)) as Record<
      string,
      unknown
    >;
  } finally {
    await rm(folder, { recursive: true });
  }
}
