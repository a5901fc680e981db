import type { Buffer } from 'node:buffer'

export const toCents = (text: string) => Math.round(Number(text.replace(',', '.')) * 100)
export const fromCents = (cents: number) => (cents / 100).toFixed(2)
export type Bytes = Buffer
