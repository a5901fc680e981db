import { prisma } from "@/lib/prisma";
import { deletePhoto } from "./actions";

export default async function Photos() {
  const photos = await prisma.photo.findMany();
  return photos.map((photo) => (
    <form key={photo.id} action={deletePhoto.bind(null, photo.id)}>
      <img src={photo.url} alt="" />
      <button>Delete</button>
    </form>
  ));
}
