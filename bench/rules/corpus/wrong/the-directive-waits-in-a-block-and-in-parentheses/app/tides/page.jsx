import { cookies } from "next/headers";

export default function Tides() {
  async function remember(formData) {
    if (process.env.NODE_ENV !== "test") {
      "use server";
      (await cookies()).set("harbour", String(formData.get("harbour")));
    }
  }

  async function forget() {
    ("use server");
    (await cookies()).delete("harbour");
  }

  return (
    <form action={remember}>
      <input name="harbour" />
      <button>Remember</button>
      <button formAction={forget}>Forget</button>
    </form>
  );
}
