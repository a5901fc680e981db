import { rooms } from '@/lib/rooms';
import { Room } from './rooms';

export default async function Rooms() {
  const free = await rooms.find({ takenBy: null });
  return free.map((room) => <Room key={room.id} id={room.id} number={room.number} />);
}
