/** The strip has room for this many bytes of UTF-8 (wire format). */
const nameBytes = 29;

/**
 * A name that a guard can compare with a document and a bystander cannot read: 王秀英 → 王*英, 王芳 → 王*,
 * JOHN SMITH → J*** S****. At most 29 bytes.
 */
export function maskName(name: string): string {
  const masked = /\p{Script=Han}/u.test(name) ? maskHan(name) : name.split(/\s+/).map(maskWord).join(' ');
  return cutToBytes(masked, nameBytes);
}

export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

function maskHan(name: string): string {
  const characters = [...name];
  if (characters.length <= 2) return `${characters[0]}*`;
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`;
}

function maskWord(word: string): string {
  const [first = '', ...rest] = word;
  return first + '*'.repeat(rest.length);
}

function cutToBytes(text: string, limit: number): string {
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > limit) break;
    kept += character;
  }
  return kept;
}
