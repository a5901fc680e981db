import { Message } from '@/models/message'
import { Composer } from './composer'

export default async function Chat() {
  const messages = await Message.find().lean()
  return <Composer messages={messages.map(({ _id, text }) => ({ id: String(_id), text }))} />
}
