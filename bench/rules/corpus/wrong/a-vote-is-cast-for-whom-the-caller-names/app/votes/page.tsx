import { requireUser } from "@/lib/auth";
import { Ballot } from "./ballot";

export default async function Votes() {
  const { id } = await requireUser();
  return <Ballot voter={id} />;
}
