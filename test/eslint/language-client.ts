import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** What a language server says of a place. Lines and characters count from 0. */
export interface ServerDiagnostic {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly severity: number;
  readonly code?: string;
  readonly message: string;
}

/** An editor's half of a conversation with oxlint's language server, as far as the tests need it. */
export class LanguageClient {
  readonly #root: string;
  readonly #server: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  readonly #found = new Map<string, (found: ServerDiagnostic[]) => void>();
  #received: Buffer = Buffer.alloc(0);
  #lastId = 0;

  /** Starts the server in `root`, with the settings that an editor would hand over. */
  constructor(root: string, settings: Readonly<Record<string, unknown>>) {
    this.#root = root;
    this.#server = spawn(resolve("node_modules/.bin/oxlint"), ["--lsp"], { cwd: root });
    this.#server.stdout.on("data", (chunk: Buffer) => this.#read(chunk, settings));
  }

  /** Introduces the editor, as the protocol wants it first. */
  async start(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const uri = pathToFileURL(this.#root).href;
    await this.request("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "app" }],
      capabilities: {},
      initializationOptions: [{ workspaceUri: uri, options: settings }],
    });
    this.#send({ method: "initialized", params: {} });
  }

  /** Opens a file with this text, and gives what the server finds in it. */
  open(file: string, text: string): Promise<ServerDiagnostic[]> {
    const uri = pathToFileURL(resolve(this.#root, file)).href;
    return new Promise((done) => {
      this.#found.set(uri, done);
      this.#send({
        method: "textDocument/didOpen",
        params: { textDocument: { uri, languageId: "typescript", version: 1, text } },
      });
    });
  }

  /** Sends a request and gives its result. */
  request(method: string, params: unknown): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((done) => {
      this.#waiting.set(id, done);
      this.#send({ id, method, params });
    });
  }

  /** Ends the server. */
  close(): void {
    this.#server.kill();
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #read(chunk: Buffer, settings: Readonly<Record<string, unknown>>): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/.exec(this.#received.toString("latin1"))?.[1]);
      if (end === -1 || this.#received.length < end + 4 + length) return;
      const body = this.#received.subarray(end + 4, end + 4 + length).toString("utf8");
      this.#received = this.#received.subarray(end + 4 + length);
      this.#receive(JSON.parse(body) as Message, settings);
    }
  }

  #receive(message: Message, settings: Readonly<Record<string, unknown>>): void {
    const { id, method, params, result } = message;
    if (method === undefined && id !== undefined) this.#waiting.get(id)?.(result);
    else if (method === "textDocument/publishDiagnostics")
      this.#found.get(params?.uri ?? "")?.([...(params?.diagnostics ?? [])]);
    // The server asks for the settings, and whether it may watch files.
    else if (id !== undefined)
      this.#send({ id, result: method === "workspace/configuration" ? [settings] : null });
  }
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly diagnostics?: readonly ServerDiagnostic[] };
  readonly result?: unknown;
}
