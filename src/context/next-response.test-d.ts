import { expectTypeOf, test } from "vitest";
import type { NextRequest } from "./next-request.ts";
import { NextResponse } from "./next-response.ts";

test("a response knows what it was given as JSON", () => {
  expectTypeOf(NextResponse.json({ ok: true })).toEqualTypeOf<NextResponse<{ ok: boolean }>>();
  expectTypeOf(NextResponse.next()).toExtend<Response>();
  // @ts-expect-error: another body
  expectTypeOf(NextResponse.json({ ok: true })).toEqualTypeOf<NextResponse<string>>();
});

test("a handler takes a NextRequest where a Request is given to it by type", () => {
  const handler = async (request: NextRequest): Promise<Response> =>
    NextResponse.redirect(new URL("/login", request.nextUrl), { status: 303 });
  expectTypeOf(handler).parameter(0).toExtend<Request>();
});
