import { Answer } from "./answer";

export default async function InvitePage({ params }) {
  const { token } = await params;
  return <Answer token={token} />;
}
