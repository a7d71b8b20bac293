import { crc32 } from 'node:zlib';

/** W3C PNG, §5.3: length, type, data, checksum over the two. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG that claims to be so wide and high, with a text about it that nobody is to see; `named` is what it shows. */
export function picture(named: string, width = 720, height = 1280): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('GPS 37.87N 112.55E')),
    chunk('IDAT', Buffer.from(named)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
