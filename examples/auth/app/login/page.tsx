import { LoginForm } from "@/components/login-form";

export default async function Page({ searchParams }: PageProps<"/login">) {
  const { next } = await searchParams;
  return (
    <>
      <h1>Sign in</h1>
      <LoginForm next={typeof next === "string" ? next : ""} />
    </>
  );
}
