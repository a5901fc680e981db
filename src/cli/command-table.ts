/** Names of the commands. */
export type CommandName =
  | "new"
  | "dev"
  | "build"
  | "start"
  | "check"
  | "inspect"
  | "doctor"
  | "keys"
  | "explain";

/** An option of a command. */
export interface CommandOption {
  readonly name:
    | "port"
    | "host"
    | "workers"
    | "stuck-after"
    | "json"
    | "format"
    | "cache"
    | "fix"
    | "worker";
  /** What stands for its value in the help; absent for a switch. */
  readonly value?: string;
  readonly does: string;
}

/** What the parser and the help know of a command. */
export interface CommandSpec {
  readonly name: CommandName;
  /** What comes after the name, e.g. `[dir]`. */
  readonly takes: "<dir>" | "[dir]" | "[code]" | "new|rotate";
  readonly does: string;
  readonly options: readonly CommandOption[];
}

const port: CommandOption = {
  name: "port",
  value: "<number>",
  does: "port to listen on, 0 for any free one (default: 3000)",
};
const host: CommandOption = {
  name: "host",
  value: "<address>",
  does: "address to listen on (default: 127.0.0.1)",
};

const workers: CommandOption = {
  name: "workers",
  value: "<number>",
  does: "processes that share the port; one that ends or hangs is replaced (default: 1)",
};
const stuckAfter: CommandOption = {
  name: "stuck-after",
  value: "<seconds>",
  does: "with several workers, how long one may run without a pause (default: 15)",
};

/** Every command, in the order of the help. */
export const commandTable: readonly CommandSpec[] = [
  { name: "new", takes: "<dir>", does: "makes a small app to start from", options: [] },
  { name: "dev", takes: "[dir]", does: "starts the development server", options: [port, host] },
  {
    name: "build",
    takes: "[dir]",
    does: "builds for production into .edict/build",
    options: [
      {
        name: "worker",
        does: "bundles the build with its packages into worker.js too, for Cloudflare Workers",
      },
    ],
  },
  {
    name: "start",
    takes: "[dir]",
    does: "serves the build",
    options: [port, host, workers, stuckAfter],
  },
  {
    name: "check",
    takes: "[dir]",
    does: "prints all diagnostics without building",
    options: [
      {
        name: "fix",
        does: "writes the mend of what can be mended without a doubt, then checks again",
      },
      { name: "format", value: "<format>", does: "pretty, json or github (default: pretty)" },
    ],
  },
  {
    name: "inspect",
    takes: "[dir]",
    does: "lists every endpoint of the build, or what is cached",
    options: [
      { name: "cache", does: "lists what the app's servers keep in the cache that they share" },
      { name: "json", does: "prints JSON" },
    ],
  },
  {
    name: "doctor",
    takes: "[dir]",
    does: "looks for versions with known holes, weak secrets and a configuration that cannot work, and lists all limits",
    options: [
      { ...host, does: "address that the server is to listen on (default: 127.0.0.1)" },
      { name: "json", does: "prints JSON" },
    ],
  },
  {
    name: "keys",
    takes: "new|rotate",
    does: "makes the secrets that seal what actions capture, or puts a new one in front of them",
    options: [],
  },
  {
    name: "explain",
    takes: "[code]",
    does: "prints the page of a diagnostic or an error, or lists all codes",
    options: [],
  },
];
