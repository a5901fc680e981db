'use client'

import { saveSettings } from './actions'

export function Panel() {
  return (
    <label>
      <input type="checkbox" onChange={(e) => saveSettings({ compact: e.target.checked })} />
      Compact lists
    </label>
  )
}
