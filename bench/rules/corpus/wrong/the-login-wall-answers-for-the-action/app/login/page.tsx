export default function Login() {
  return <p>Use the link we sent you.</p>;
}
