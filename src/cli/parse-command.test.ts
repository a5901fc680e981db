import { expect, test } from "vitest";
import { parseCommand } from "./parse-command.ts";

const parse = (line: string): unknown => {
  const result = parseCommand(line === "" ? [] : line.split(" "));
  return result.ok ? result.value : result.error;
};

test.each([
  ["", { kind: "help", of: undefined }],
  ["--help", { kind: "help", of: undefined }],
  ["-h", { kind: "help", of: undefined }],
  ["dev --help", { kind: "help", of: "dev" }],
  ["--version", { kind: "version" }],
  ["-v", { kind: "version" }],
  ["build --version", { kind: "version" }],
  ["dev", { kind: "dev", dir: ".", port: 3000, host: "127.0.0.1" }],
  [
    "dev shop --port 4000 --host 0.0.0.0",
    { kind: "dev", dir: "shop", port: 4000, host: "0.0.0.0" },
  ],
  [
    "start --port=0 shop",
    {
      kind: "start",
      dir: "shop",
      port: 0,
      host: "127.0.0.1",
      workers: 1,
      stuckAfterSeconds: 15,
    },
  ],
  [
    "start --workers 4 --stuck-after 60",
    {
      kind: "start",
      dir: ".",
      port: 3000,
      host: "127.0.0.1",
      workers: 4,
      stuckAfterSeconds: 60,
    },
  ],
  ["build shop", { kind: "build", dir: "shop", worker: false }],
  ["build --worker", { kind: "build", dir: ".", worker: true }],
  ["check", { kind: "check", dir: ".", format: "pretty", fix: false }],
  ["check shop --format github", { kind: "check", dir: "shop", format: "github", fix: false }],
  ["check --fix shop", { kind: "check", dir: "shop", format: "pretty", fix: true }],
  ["inspect --json", { kind: "inspect", dir: ".", json: true, cache: false }],
  ["inspect --cache", { kind: "inspect", dir: ".", json: false, cache: true }],
  ["doctor --json", { kind: "doctor", dir: ".", host: "127.0.0.1", json: true }],
  ["doctor shop --host ::", { kind: "doctor", dir: "shop", host: "::", json: false }],
  ["keys rotate", { kind: "keys", verb: "rotate" }],
  ["explain", { kind: "explain", code: undefined }],
  ["explain use-server-not-first", { kind: "explain", code: "use-server-not-first" }],
])("edict %s is understood", (line, command) => {
  expect(parse(line)).toEqual(command);
});

test.each([
  ["biuld", 'There is no command "biuld". Did you mean build?'],
  ["keys", "edict keys needs to be told what to do: new or rotate."],
  ["keys nwe", 'edict keys knows new and rotate, not "nwe". Did you mean new?'],
  ["deploy shop", 'There is no command "deploy".'],
  ["--hlep", "The option --hlep stands before the command, or is none. Did you mean --help?"],
  ["dev --prot 3000", "edict dev has no option --prot. Did you mean --port?"],
  ["dev -p 3000", "edict dev has no option -p."],
  ["build --port 3000", "edict build has no option --port."],
  ["dev a b", 'edict dev takes one [dir]; "b" is one too many.'],
  ["dev --port", "--port needs a value: --port <number>."],
  ["dev --port --host x", "--port needs a value: --port <number>."],
  ["dev --port 70000", "--port 70000 is no port: a number from 0 to 65535."],
  ["dev --port 3e3", "--port 3e3 is no port: a number from 0 to 65535."],
  ["start --workers 0", "--workers 0 is not possible: a whole number from 1 to 256."],
  ["start --workers two", "--workers two is not possible: a whole number from 1 to 256."],
  ["start --stuck-after 1e9", "--stuck-after 1e9 is not possible: a whole number from 1 to 3600."],
  ["dev --workers 2", "edict dev has no option --workers."],
  ["dev --host=", "--host needs a value: --host <address>."],
  ["inspect --json=yes", "--json takes no value."],
  ["check --fixx", "edict check has no option --fixx. Did you mean --fix?"],
  ["check --fix=all", "--fix takes no value."],
  ["check --format jsno", "--format jsno is none of pretty, json and github. Did you mean json?"],
])("edict %s is wrong usage, with what is meant", (line, message) => {
  expect(parse(line)).toContain(message);
});
