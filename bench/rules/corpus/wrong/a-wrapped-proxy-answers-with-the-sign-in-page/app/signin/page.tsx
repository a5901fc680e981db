export default function SignIn() {
  return <a href="/api/auth/signin">Sign in</a>;
}
