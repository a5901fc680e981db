import { verifySession } from "@/lib/dal";
import { db } from "@/lib/db";
import { Seats } from "./seats";

export default async function SeatsPage() {
  const { userId } = await verifySession();
  const bookings = await db.booking.findMany({ where: { userId }, select: { id: true } });
  return <Seats bookings={bookings.map(({ id }) => id)} />;
}
