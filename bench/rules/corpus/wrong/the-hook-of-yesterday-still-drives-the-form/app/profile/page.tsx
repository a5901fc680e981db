import { auth } from "@/auth";
import { ProfileForm } from "./profile-form";

export default async function Profile() {
  const session = await auth();
  return <ProfileForm name={session?.user?.name ?? ""} />;
}
