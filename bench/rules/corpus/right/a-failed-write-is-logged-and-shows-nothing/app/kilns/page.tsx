import { db } from "@/lib/db";
import { addGlaze, forgetGlaze, hire, light } from "./actions";
import { Kilns } from "./kilns";

export default async function Page() {
  const glazes = await db.glaze.findMany({ take: 100 });
  return <Kilns glazes={glazes} actions={{ addGlaze, forgetGlaze, hire, light }} />;
}
