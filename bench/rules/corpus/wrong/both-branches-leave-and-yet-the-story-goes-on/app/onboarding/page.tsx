import { redirect } from "next/navigation";
import { verifySession } from "../../lib/dal";

export default async function Onboarding() {
  const { account } = await verifySession();
  if (account.plan === "trial") {
    redirect("/onboarding/plan");
  } else {
    redirect("/home");
  }
  const steps = ["profile", "team", "billing"];
  return (
    <ol>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
