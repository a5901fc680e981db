import { Done } from "./done";

interface Props {
  name: string;
  params: Promise<{ flow: string }>;
  onDone: (name: string) => Promise<void>;
}

export async function Step({ name, params, onDone }: Props) {
  const flow = await params.then(({ flow }) => flow);

  async function finish() {
    "use server";
    console.log("finished", name, "of", flow);
    await onDone(name);
  }

  return <Done finish={finish} />;
}
