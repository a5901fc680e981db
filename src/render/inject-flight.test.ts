import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { injectFlight, scriptSafeJson } from "./inject-flight.ts";

const options = { nonce: undefined, prelude: undefined, formField: () => "" };

function flushing(sink: object): () => void {
  if (!("flush" in sink) || typeof sink.flush !== "function")
    throw new Error("the sink has no flush");
  return sink.flush.bind(sink) as () => void;
}

test("puts rows between two flushes, never inside what is still being written", async () => {
  const flight = new PassThrough();
  const { sink, body } = injectFlight(flight, options);
  const all = text(body);
  sink.write("<html><body><p>half");
  flight.write("0:row\n");
  await new Promise(setImmediate);
  sink.write(" and half</p>");
  flushing(sink)();
  sink.end("<p>more</p></body></html>");
  flight.end();
  expect(await all).toBe(
    '<html><body><p>half and half</p><script>(self.__edict??=[]).push("0:row\\n")</script>' +
      "<p>more</p><script>(self.__edict??=[]).push(null)</script></body></html>",
  );
});

test("closes the document only after the last row", async () => {
  const flight = new PassThrough();
  const { sink, body } = injectFlight(flight, {
    ...options,
    nonce: "abc",
    prelude: "self.first=1",
  });
  const all = text(body);
  sink.end("<body></body></html>");
  await new Promise(setImmediate);
  flight.end("late");
  const written = await all;
  expect(written).toContain('<script nonce="abc">self.first=1');
  expect(written.indexOf("late")).toBeGreaterThan(0);
  expect(written.endsWith("</body></html>")).toBe(true);
});

test("sends bytes that are no text as base64", async () => {
  const flight = new PassThrough();
  const { sink, body } = injectFlight(flight, options);
  const all = text(body);
  flight.end(Buffer.from([0xff, 0xfe]));
  sink.end("<body></body></html>");
  expect(await all).toContain('.push(["//4="])');
});

test("a value in a script cannot end it", () => {
  expect(scriptSafeJson("</script>\u2028")).toBe('"\\u003c/script>\\u2028"');
});
