import { draftMode, headers } from "next/headers";
import { NextResponse } from "next/server";
import { readReport } from "@/lib/reports";

export async function GET(_request: Request, context: { params: Promise<{ year: string }> }) {
  const language = headers().get("accept-language")?.slice(0, 2) ?? "en";
  const year = context.params.year;
  const draft = draftMode().isEnabled;
  const report = await readReport(year, { language, draft });
  if (!report) return new NextResponse("no such report", { status: 404 });
  return NextResponse.json(report);
}
