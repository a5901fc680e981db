'use client'

export function Toggle({ label, on }: { label: string; on: boolean }) {
  "use memo"
  return <input type="checkbox" aria-label={label} defaultChecked={on} />
}
