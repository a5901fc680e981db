import { rename } from './actions'
import { DeviceName } from './device-name'

const list = (token) =>
  fetch(`${process.env.DEVICES_API}/devices`, {
    cache: 'force-cache',
    headers: { authorization: token },
    next: { tags: ['devices'] },
  }).then((answer) => answer.json())

export default async function Devices() {
  const devices = await list(process.env.DEVICES_TOKEN)
  return devices.map((device) => <DeviceName key={device.id} device={device} rename={rename} />)
}
