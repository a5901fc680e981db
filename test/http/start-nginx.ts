import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { freePort } from "../free-port.ts";

/** Starts nginx in front of a server with these directives of its `location /`; gives its port. It ends with the test. */
export async function startNginx(
  upstreamPort: number,
  directives: readonly string[],
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "edict-nginx-"));
  const port = await freePort();
  await writeFile(join(folder, "nginx.conf"), configOf({ folder, port, upstreamPort, directives }));
  const nginx = spawn(
    "nginx",
    ["-p", folder, "-e", join(folder, "error.log"), "-c", "nginx.conf"],
    {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/usr/local/bin` },
    },
  );
  let said = "";
  nginx.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => nginx.once("close", () => resolve()));
  const failed = new Promise<never>((_, reject) => {
    nginx.once("error", reject);
    nginx.once("exit", (code) => reject(new Error(`nginx ended with ${String(code)}: ${said}`)));
  });
  onTestFinished(async () => {
    failed.catch(() => undefined); // it ends because it is told to
    nginx.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true });
  });
  await Promise.race([listening(port), failed]);
  return port;
}

interface NginxConfig {
  readonly folder: string;
  readonly port: number;
  readonly upstreamPort: number;
  readonly directives: readonly string[];
}

function configOf({ folder, port, upstreamPort, directives }: NginxConfig): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
events { worker_connections 64; }
http {
  access_log off;
${temporary.map((name) => `  ${name}_temp_path ${folder}/${name};`).join("\n")}
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://127.0.0.1:${upstreamPort};
      proxy_http_version 1.1;
${directives.map((directive) => `      ${directive};`).join("\n")}
    }
  }
}
`;
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nobody listens on port ${port}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
