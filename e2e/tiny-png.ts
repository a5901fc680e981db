import { crc32, deflateSync } from "node:zlib";

/** Makes a real picture of 3 by 3 pixels. */
export function tinyPng(): Buffer {
  // Width and height, then 8 bits a channel, RGB, and no interlacing.
  const header = Buffer.from([0, 0, 0, 3, 0, 0, 0, 3, 8, 2, 0, 0, 0]);
  const row = [0, 200, 60, 60, 60, 200, 60, 60, 60, 200];
  const pixels = deflateSync(Buffer.from([...row, ...row, ...row]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

function chunk(type: string, bytes: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), bytes]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(bytes.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
