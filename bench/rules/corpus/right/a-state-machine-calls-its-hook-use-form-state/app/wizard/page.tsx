import { Wizard } from "./wizard";

export default async function WizardPage() {
  const intro = await fetch(`${process.env.CRM_URL}/intro`, { cache: "no-store", next: {} }).then((r) => r.text());
  return (
    <>
      <p>{intro}</p>
      <Wizard />
    </>
  );
}
