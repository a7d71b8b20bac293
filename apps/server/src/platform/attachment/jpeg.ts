/** Segments that hold nothing of the picture but where, when and with what it was taken, or smaller copies of it: APP0 to APP15, and comments. */
const isAbout = (marker: number) => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
/** Adobe's colour transform, without which some pictures come out in wrong colours. */
const adobe = 0xee;
const startOfScan = 0xda;
const endOfImage = 0xd9;

/**
 * A JPEG (ITU-T T.81, annex B) without what it says beside the picture: position, camera, thumbnails, comments, and whatever was put
 * behind its end. Undefined for what is no JPEG from its first to its last segment.
 */
export function cleanJpeg(bytes: Buffer): Buffer | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker < 0xc0 || marker === endOfImage || end > bytes.length || end < at + 4) return undefined;
    if (!isAbout(marker) || (marker === adobe && bytes.toString('latin1', at + 4, at + 9) === 'Adobe')) {
      kept.push(bytes.subarray(at, end));
    }
    at = end;
    if (marker !== startOfScan) continue;
    const next = endOfScan(bytes, at);
    if (next === undefined) return undefined;
    kept.push(bytes.subarray(at, next));
    at = next;
    if (bytes[at + 1] === endOfImage) return Buffer.concat([...kept, bytes.subarray(at, at + 2)]);
  }
  return undefined;
}

/** Where the entropy-coded data of a scan ends: at a marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1]!;
    const isData = marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
    if (!isData) return at;
  }
  return undefined;
}
