'use client'

import { useEffect } from 'react'
import { recordView, reportTypo } from './actions'

export function Tracker({ slug }) {
  useEffect(() => {
    recordView(slug)
  }, [slug])
  return <button onClick={() => reportTypo(slug)}>I found a typo</button>
}
