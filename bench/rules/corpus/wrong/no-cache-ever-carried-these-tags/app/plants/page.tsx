import { cacheTag } from 'next/cache'
import { plants } from '@/lib/mongo'
import { removePlant, water } from './actions'

async function loadPlants() {
  'use cache'
  cacheTag('plants')
  return plants.find().toArray()
}

export default async function Plants() {
  return (await loadPlants()).map((plant) => (
    <form key={plant.id} action={water.bind(null, plant.id)}>
      <button>Water {plant.name}</button>
      <button formAction={removePlant.bind(null, plant.id)}>Remove</button>
    </form>
  ))
}
