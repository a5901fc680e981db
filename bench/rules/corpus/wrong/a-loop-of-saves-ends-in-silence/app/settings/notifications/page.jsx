import { savePreferences } from "./actions"

export default function Notifications() {
  return (
    <form action={savePreferences}>
      {["weekly", "mentions", "billing"].map((kind) => (
        <label key={kind}>
          <input type="checkbox" name={kind} /> {kind}
        </label>
      ))}
      <button>Save</button>
    </form>
  )
}
