import { pins } from "@/lib/pins"
import { Pins } from "./pins"

export default async function Page() {
  return <Pins pins={await pins.findAll()} />
}
