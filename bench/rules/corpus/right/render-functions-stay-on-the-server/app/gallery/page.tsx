import { Grid } from "./grid";
import { Lightbox } from "./lightbox";
import { Caption } from "./caption";
import { like } from "./actions";
import { pictures } from "@/lib/pictures";

export default async function Gallery() {
  const all = await pictures.findAll();
  return (
    <Lightbox caption={Caption} onLike={like}>
      <Grid
        items={all}
        sortBy={(a, b) => a.year - b.year}
        render={(picture) => <img key={picture.id} src={picture.src} alt={picture.alt} />}
      />
      <form action="/gallery/search" method="get">
        <input name="q" />
      </form>
    </Lightbox>
  );
}
