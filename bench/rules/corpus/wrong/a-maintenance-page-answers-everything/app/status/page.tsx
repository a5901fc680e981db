export default function Status() {
  return <p>All well.</p>
}
