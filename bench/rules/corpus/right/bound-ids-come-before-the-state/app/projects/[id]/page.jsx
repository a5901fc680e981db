import { Project } from "@/models/project"
import { Tools } from "./tools"

export default async function ProjectPage({ params }) {
  const { id } = await params
  const project = await Project.findById(id).lean()
  return <Tools project={{ id, name: project.name }} />
}
