import { after } from "next/server";
import { cookies } from "next/headers";

export default async function Status() {
  const site = process.env.NEXT_PUBLIC_SITE_NAME ?? "demo";
  const region = process.env.REGION;
  const tokenCount = 3;
  const secretary = { name: "Mx Winter" };

  return (
    <form
      action={async () => {
        "use server";
        (await cookies()).set("seen", `${site}-${tokenCount}`);
        after(() => console.log("seen in", region, "by", secretary.name));
      }}
    >
      <button>Seen</button>
    </form>
  );
}
