import { auth } from "@/auth";
import { TransferForm } from "./transfer-form";

export default async function Transfer() {
  const session = await auth();
  return <TransferForm ownerId={session?.user?.id ?? ""} />;
}
