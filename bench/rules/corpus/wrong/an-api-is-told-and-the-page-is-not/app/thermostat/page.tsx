import { Dial } from "./dial";

export default async function Thermostat() {
  const rooms = await fetch(`${process.env.HOME_API}/rooms`).then((r) => r.json());
  return rooms.map((room: { id: string; target: number }) => <Dial key={room.id} room={room} />);
}
