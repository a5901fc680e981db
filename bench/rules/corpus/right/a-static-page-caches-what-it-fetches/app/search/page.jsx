'use client'

import { useState } from 'react'
import { findTrains } from './actions'

export default function Search() {
  const [trains, setTrains] = useState([])
  return <input placeholder={`${trains.length} trains`} onChange={async (e) => setTrains(await findTrains(e.target.value))} />
}
