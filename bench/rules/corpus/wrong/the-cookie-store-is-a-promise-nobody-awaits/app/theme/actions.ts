"use server";

import { cookies } from "next/headers";

const themes = ["light", "dark", "sepia"];

export async function chooseTheme(theme: string) {
  if (!themes.includes(theme)) return;
  const jar = cookies();
  jar.set("theme", theme, { path: "/", maxAge: 31_536_000 });
}
