import type { Metadata } from "next";
import { AvatarForm } from "@/components/avatar-form";
import { NameForm } from "@/components/name-form";
import { requireUser } from "@/lib/session";

export const metadata: Metadata = { title: "Settings", description: "Your name and your picture." };

export default async function SettingsPage() {
  const user = await requireUser();
  return (
    <div className="narrow stack roomy">
      <h1>Settings</h1>
      <section className="panel stack">
        <h2>Your name</h2>
        <NameForm name={user.name} />
      </section>
      <section className="panel stack">
        <h2>Your picture</h2>
        <AvatarForm person={user} />
      </section>
    </div>
  );
}
