import { parseArgs } from "node:util";
import { err, ok, type Result } from "../base/index.ts";
import { commandTable, type CommandName, type CommandSpec } from "./command-table.ts";
import { didYouMean } from "./nearest-word.ts";

/** How `edict check` prints. */
export type CheckFormat = "pretty" | "json" | "github";

/** What the user asked for. `dir` is as written, "." by default. */
export type ParsedCommand =
  | { readonly kind: "help"; readonly of: CommandName | undefined }
  | { readonly kind: "version" }
  | { readonly kind: "new"; readonly dir: string }
  | ({ readonly kind: "dev" } & Listening)
  | ({
      readonly kind: "start";
      readonly workers: number;
      readonly stuckAfterSeconds: number;
    } & Listening)
  | { readonly kind: "build"; readonly dir: string; readonly worker: boolean }
  | {
      readonly kind: "check";
      readonly dir: string;
      readonly format: CheckFormat;
      readonly fix: boolean;
    }
  | {
      readonly kind: "inspect";
      readonly dir: string;
      readonly json: boolean;
      readonly cache: boolean;
    }
  | {
      readonly kind: "doctor";
      readonly dir: string;
      readonly host: string;
      readonly json: boolean;
    }
  | { readonly kind: "keys"; readonly verb: "new" | "rotate" }
  | { readonly kind: "explain"; readonly code: string | undefined };

interface Listening {
  readonly dir: string;
  readonly port: number;
  readonly host: string;
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Reads a command line, without `node` and the script; the error is a sentence about what is wrong with it. */
export function parseCommand(args: readonly string[]): Result<ParsedCommand, string> {
  const [first, ...rest] = args;
  if (first === undefined || isHelp(first)) return ok({ kind: "help", of: undefined });
  if (isVersion(first)) return ok({ kind: "version" });
  const spec = commandTable.find(({ name }) => name === first);
  if (spec === undefined) return err(unknownCommand(first));
  const options = readOptions(spec, rest);
  if (!options.ok) return options;
  const { values, words } = options.value;
  if (values["help"] === true) return ok({ kind: "help", of: spec.name });
  if (values["version"] === true) return ok({ kind: "version" });
  if (words.length > 1)
    return err(
      `edict ${spec.name} takes one ${spec.takes}; ${JSON.stringify(words[1])} is one too many.`,
    );
  return toCommand(spec.name, words[0], values);
}

function isHelp(word: string): boolean {
  return word === "--help" || word === "-h" || word === "help";
}

function isVersion(word: string): boolean {
  return word === "--version" || word === "-v" || word === "version";
}

function unknownCommand(word: string): string {
  const known = commandTable.map(({ name }) => name);
  if (word.startsWith("-"))
    return `The option ${word} stands before the command, or is none.${didYouMean(word, ["--help", "--version"])}`;
  return `There is no command ${JSON.stringify(word)}.${didYouMean(word, known)}`;
}

/** Takes the options and words apart. `parseArgs` is told to be lenient, so that the messages are ours. */
function readOptions(
  spec: CommandSpec,
  args: readonly string[],
): Result<{ values: Values; words: readonly string[] }, string> {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries([
      ["help", { type: "boolean" as const, short: "h" }],
      ["version", { type: "boolean" as const, short: "v" }],
      ...spec.options.map(({ name, value }) => [
        name,
        { type: value === undefined ? ("boolean" as const) : ("string" as const) },
      ]),
    ]),
  });
  const values: Record<string, string | boolean> = {};
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const wrong = wrongOption(spec, token);
    if (wrong !== undefined) return err(wrong);
    values[token.name] = token.value ?? true;
  }
  return ok({ values, words });
}

function wrongOption(
  spec: CommandSpec,
  { name, rawName, value }: { name: string; rawName: string; value: string | undefined },
): string | undefined {
  const option = spec.options.find((each) => each.name === name);
  const isSwitch = option?.value === undefined;
  if (option === undefined && name !== "help" && name !== "version") {
    const known = [...spec.options.map((each) => `--${each.name}`), "--help", "--version"];
    return `edict ${spec.name} has no option ${rawName}.${didYouMean(rawName, known)}`;
  }
  if (isSwitch && value !== undefined) return `${rawName} takes no value.`;
  // A value that looks like an option is a forgotten value.
  if (!isSwitch && (value === undefined || value === "" || value.startsWith("--")))
    return `${rawName} needs a value: ${rawName} ${option?.value ?? ""}.`;
  return undefined;
}

function toCommand(
  name: CommandName,
  word: string | undefined,
  values: Values,
): Result<ParsedCommand, string> {
  const dir = word ?? ".";
  switch (name) {
    case "new":
      return readNew(word);
    case "dev":
    case "start":
      return readServing(name, dir, values);
    case "build":
      return ok({ kind: "build", dir, worker: values["worker"] === true });
    case "check": {
      const format = readFormat(values["format"]);
      if (!format.ok) return format;
      return ok({ kind: "check", dir, format: format.value, fix: values["fix"] === true });
    }
    case "inspect":
      return ok({
        kind: "inspect",
        dir,
        json: values["json"] === true,
        cache: values["cache"] === true,
      });
    case "doctor":
      return ok({ kind: "doctor", dir, host: readHost(values), json: values["json"] === true });
    case "keys":
      return readKeysVerb(word);
    case "explain":
      return ok({ kind: "explain", code: word });
  }
}

function readNew(word: string | undefined): Result<ParsedCommand, string> {
  if (word === undefined || word === "")
    return err("edict new needs the folder of the app: edict new my-app.");
  return ok({ kind: "new", dir: word });
}

function readServing(
  name: "dev" | "start",
  dir: string,
  values: Values,
): Result<ParsedCommand, string> {
  const port = readPort(values["port"]);
  if (!port.ok) return port;
  const listening = { dir, port: port.value, host: readHost(values) };
  return name === "dev" ? ok({ kind: "dev", ...listening }) : readStart(listening, values);
}

function readKeysVerb(word: string | undefined): Result<ParsedCommand, string> {
  if (word === "new" || word === "rotate") return ok({ kind: "keys", verb: word });
  if (word === undefined) return err("edict keys needs to be told what to do: new or rotate.");
  return err(
    `edict keys knows new and rotate, not ${JSON.stringify(word)}.${didYouMean(word, ["new", "rotate"])}`,
  );
}

function readStart(listening: Listening, values: Values): Result<ParsedCommand, string> {
  const workers = readCount(values, "workers", { fallback: 1, max: 256 });
  if (!workers.ok) return workers;
  const stuckAfter = readCount(values, "stuck-after", { fallback: 15, max: 3_600 });
  if (!stuckAfter.ok) return stuckAfter;
  return ok({
    kind: "start",
    ...listening,
    workers: workers.value,
    stuckAfterSeconds: stuckAfter.value,
  });
}

function readCount(
  values: Values,
  name: string,
  { fallback, max }: { readonly fallback: number; readonly max: number },
): Result<number, string> {
  const value = values[name];
  if (value === undefined) return ok(fallback);
  const count = /^\d{1,6}$/.test(String(value)) ? Number(value) : 0;
  if (count >= 1 && count <= max) return ok(count);
  return err(`--${name} ${String(value)} is not possible: a whole number from 1 to ${max}.`);
}

function readHost(values: Values): string {
  return String(values["host"] ?? "127.0.0.1");
}

function readPort(value: string | boolean | undefined): Result<number, string> {
  if (value === undefined) return ok(3000);
  const text = String(value);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? ok(port) : err(`--port ${text} is no port: a number from 0 to 65535.`);
}

function readFormat(value: string | boolean | undefined): Result<CheckFormat, string> {
  const text = String(value ?? "pretty");
  if (text === "pretty" || text === "json" || text === "github") return ok(text);
  return err(
    `--format ${text} is none of pretty, json and github.${didYouMean(text, ["pretty", "json", "github"])}`,
  );
}
