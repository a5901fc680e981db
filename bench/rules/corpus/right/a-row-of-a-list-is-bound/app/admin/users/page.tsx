import { requireAdmin } from "@/lib/require-admin";
import { db } from "@/lib/db";
import { setRole, suspendUser } from "./actions";

export default async function Users() {
  await requireAdmin();
  const users = await db.user.findMany({ orderBy: { name: "asc" } });
  return (
    <table>
      <tbody>
        {users.map((user) => (
          <tr key={user.id}>
            <td>{user.name}</td>
            <td>
              <form action={suspendUser.bind(null, user.id)}>
                <button>Suspend</button>
              </form>
              <form action={setRole}>
                <input type="hidden" name="userId" value={user.id} />
                <select name="role" defaultValue={user.role}>
                  <option>reader</option>
                  <option>writer</option>
                </select>
                <button>Set</button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
