import { requireUser } from "@/lib/require-user";
import { RouteFinder } from "./route-finder";

export default async function Routes() {
  const apiKey = process.env.MAPS_API_KEY;
  const { STRIPE_SECRET_KEY } = process.env;

  async function findRoute(from: string, to: string) {
    "use server";
    await requireUser();
    const query = new URLSearchParams({ from, to, key: apiKey ?? "" });
    const answer = await fetch(`https://maps.example.test/route?${query}`);
    return (await answer.json()) as { km: number };
  }

  async function balance() {
    "use server";
    await requireUser();
    const answer = await fetch("https://pay.example.test/balance", {
      headers: { authorization: `Bearer ${STRIPE_SECRET_KEY}` },
    });
    return answer.text();
  }

  return <RouteFinder find={findRoute} balance={balance} />;
}
