import { archiveFolders } from "./actions"

export default function Archive() {
  return (
    <form action={archiveFolders}>
      <button>Archive all</button>
    </form>
  )
}
