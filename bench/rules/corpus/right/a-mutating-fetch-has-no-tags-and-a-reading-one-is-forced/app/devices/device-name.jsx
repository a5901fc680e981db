'use client'

export function DeviceName({ device, rename }) {
  return <input defaultValue={device.name} onBlur={(event) => rename(device.id, event.target.value)} />
}
