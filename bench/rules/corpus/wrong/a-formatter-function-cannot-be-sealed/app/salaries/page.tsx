import { requireUser } from "../../lib/require-user";
import { mailer } from "../../lib/mailer";

export default async function Salaries() {
  const user = await requireUser();
  const format = (cents: number) => `${(cents / 100).toFixed(2)} kr`;

  async function mailSlip(formData: FormData) {
    "use server";
    const { email } = await requireUser();
    const cents = Number(formData.get("cents"));
    await mailer.send(email, `Your salary: ${format(cents)}`);
  }

  return (
    <form action={mailSlip}>
      <p>{format(user.salary)}</p>
      <input type="hidden" name="cents" value={user.salary} />
      <button>Mail it</button>
    </form>
  );
}
