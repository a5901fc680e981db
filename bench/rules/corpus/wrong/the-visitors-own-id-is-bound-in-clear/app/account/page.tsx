import { auth } from "@/auth";
import { closeAccount, renameAccount } from "./actions";

export default async function Account() {
  const session = await auth();
  const rename = renameAccount.bind(null, session.user.id);
  return (
    <>
      <form action={rename}>
        <input name="name" defaultValue={session.user.name} />
      </form>
      <form action={closeAccount.bind(null, session.user.id)}>
        <button>Close my account</button>
      </form>
    </>
  );
}
