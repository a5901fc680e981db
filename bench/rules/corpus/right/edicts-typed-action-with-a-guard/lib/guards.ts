import { unauthorized } from "edict";
import { currentUser } from "./session";

export async function signedIn() {
  const user = await currentUser();
  if (user === undefined) unauthorized();
  return { user };
}
