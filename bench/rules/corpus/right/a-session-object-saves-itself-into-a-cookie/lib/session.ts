import { getIronSession, type IronSession } from "iron-session";
import { cookies } from "next/headers";

interface Draft {
  step: number;
  answers: string[];
}

export async function draftSession(): Promise<IronSession<Draft>> {
  return getIronSession<Draft>(await cookies(), { password: process.env.SESSION_PASSWORD ?? "", cookieName: "draft" });
}
