import { createDecipheriv, sign, verify, type KeyObject } from 'node:crypto';

/** RSA2 of the Alipay gateway: RSASSA-PKCS1-v1_5 with SHA-256, base64. */
export function signRsa2(privateKey: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text, 'utf8'), privateKey).toString('base64');
}

export function verifyRsa2(publicKey: KeyObject, text: string, signature: string): boolean {
  return verify('sha256', Buffer.from(text, 'utf8'), publicKey, Buffer.from(signature, 'base64'));
}

/** What a request is signed over: its parameters but `sign`, those without a value left out, by name, `name=value` joined with `&`. */
export function signContent(parameters: Readonly<Record<string, string>>): string {
  return Object.keys(parameters)
    .filter((name) => name !== 'sign' && parameters[name] !== '')
    .toSorted()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&');
}

/**
 * The bytes of one member of an answer, as they stand in it: the signature is over these, and another way of writing the same JSON would
 * not verify. Undefined when the member is not there or is no object.
 */
export function memberText(answer: string, name: string): string | undefined {
  const key = `"${name}":`;
  const at = answer.indexOf(key);
  const start = at + key.length;
  if (at < 0 || answer[start] !== '{') return undefined;
  let depth = 0;
  let quoted = false;
  for (let place = start; place < answer.length; place += 1) {
    const character = answer[place];
    if (quoted) {
      if (character === '\\') place += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return answer.slice(start, place + 1);
    }
  }
  return undefined;
}

/** AES-128-CBC with PKCS #7 padding and an initial vector of zeros, as the platform encrypts phone numbers. @throws Error when it does not fit */
export function decryptContent(key: Buffer, base64: string): string {
  const decipher = createDecipheriv('aes-128-cbc', key, Buffer.alloc(16));
  return decipher.update(base64, 'base64', 'utf8') + decipher.final('utf8');
}
