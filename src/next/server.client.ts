export { NextRequest } from "../context/next-request.ts";
export { NextResponse } from "../context/next-response.ts";
