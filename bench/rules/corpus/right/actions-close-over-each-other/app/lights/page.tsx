import { refresh } from "next/cache";
import { requireUser } from "@/lib/require-user";
import { lamps } from "@/lib/lamps";
import { Switches } from "./switches";

export default async function Lights() {
  const { homeId } = await requireUser();

  async function set(on: boolean) {
    "use server";
    const user = await requireUser();
    if (user.homeId !== homeId || typeof on !== "boolean") return;
    await lamps.updateMany({ homeId }, { on });
    refresh();
  }

  const allOn = async () => {
    "use server";
    await set(true);
  };
  const allOff = async () => {
    "use server";
    await set(false);
  };
  const handlers = {
    async dim(level: number) {
      "use server";
      const user = await requireUser();
      if (!Number.isInteger(level) || level < 0 || level > 100) return;
      await lamps.updateMany({ homeId: user.homeId }, { level });
      refresh();
    },
  };

  return <Switches on={allOn} off={allOff} dim={handlers.dim} />;
}
