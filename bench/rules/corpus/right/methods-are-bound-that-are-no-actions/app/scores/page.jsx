import { getServerSession } from "next-auth/next";
import { Board as BoardModel } from "../../models/board";
import { authOptions } from "../../lib/auth-options";
import { Board } from "./board";

export default async function Scores() {
  const { user } = await getServerSession(authOptions);
  const board = await BoardModel.findOne({ owner: user.id }).lean();
  return <Board user={{ id: user.id, role: user.role }} board={{ id: board._id.toString() }} />;
}
