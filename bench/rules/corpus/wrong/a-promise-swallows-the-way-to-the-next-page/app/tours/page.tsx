import { addTour, endTours, myTours, renameTour } from "./actions";
import { Rename } from "./rename";

export default async function Tours() {
  const tours = await myTours();
  return (
    <>
      {tours.map((tour) => (
        <Rename key={tour.id} save={renameTour.bind(null, tour.id)} />
      ))}
      <form action={addTour}>
        <input name="name" />
        <button formAction={endTours}>End all</button>
      </form>
    </>
  );
}
