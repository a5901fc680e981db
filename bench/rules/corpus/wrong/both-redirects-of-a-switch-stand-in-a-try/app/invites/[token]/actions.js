"use server";

import { redirect, forbidden } from "next/navigation";
import { getSession } from "../../../lib/session";
import { Invite } from "../../../models/invite";

export async function answerInvite(token, answer) {
  const session = await getSession();
  if (!session.user) redirect("/login");
  try {
    const invite = await Invite.findOne({ token });
    if (invite.email !== session.user.email) forbidden();
    switch (answer) {
      case "accept":
        await Invite.updateOne({ token, email: session.user.email }, { acceptedAt: new Date() });
        redirect(`/teams/${invite.teamSlug}`);
      case "decline":
        await Invite.deleteOne({ token, email: session.user.email });
        redirect("/");
      default:
        return { error: "Choose one of the two." };
    }
  } catch {
    return { error: "The invitation could not be answered." };
  }
}
