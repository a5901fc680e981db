import { prisma } from "@/lib/prisma";
import { Filter } from "./filter";

export default async function Tickets() {
  return <Filter tickets={await prisma.ticket.findMany()} />;
}
