export default function Home() {
  return <h1>Tours</h1>;
}
