import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** A load balancer: one port, and behind it whichever server it was last pointed at. */
export interface Front {
  readonly url: string;
  /** Sends every request from now on there; those under way end where they are. */
  readonly pointAt: (port: number) => void;
  /** What could not be passed on, or came back with a 5xx, a line each. */
  readonly faults: readonly string[];
  readonly answered: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts a load balancer on a free port. */
export async function startFront(): Promise<Front> {
  const faults: string[] = [];
  let port = 0;
  let answered = 0;
  const server = createServer((request, response) => {
    passOn(request, response, port, (fault) => {
      answered += 1;
      if (fault !== undefined)
        faults.push(`${String(request.method)} ${String(request.url)}: ${fault}`);
    });
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`, // listens on TCP
    pointAt: (next) => void (port = next),
    faults,
    answered: () => answered,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  settled: (fault?: string) => void,
): void {
  const { method = "GET", url = "/", headers } = request;
  const onward = httpRequest(
    { host: "127.0.0.1", port, method, path: url, headers, agent: false },
    (answer) => {
      const { statusCode = 502 } = answer;
      // The hop's own headers are between that server and us.
      const { connection: _, "keep-alive": __, ...passed } = answer.headers;
      response.writeHead(statusCode, passed);
      answer.pipe(response);
      answer.once("error", (error) => {
        settled(`broke off: ${error.message}`);
        response.destroy();
      });
      answer.once("end", () =>
        settled(statusCode >= 500 ? `answered with ${statusCode}` : undefined),
      );
    },
  );
  onward.once("error", (error) => {
    if (response.headersSent || response.destroyed) return;
    settled(`not passed on: ${error.message}`);
    response.writeHead(502).end();
  });
  response.once("close", () => onward.destroy());
  request.pipe(onward);
}
