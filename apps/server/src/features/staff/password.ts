import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;

/** Without letters and digits that look alike: it is read out over the telephone. 31 signs, 16 of them: 79 bits. */
const readable = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Checked when the user name is unknown, so that the answer takes as long as for a known one. */
export const nobodysPassword = `${'A'.repeat(22)}.${'A'.repeat(43)}`;

/** scrypt with a salt of its own: `<salt>.<hash>`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await derive(password, salt, 32)).toString('base64url')}`;
}

export async function checkPassword(password: string, stored: string): Promise<boolean> {
  const [salt = '', hash = ''] = stored.split('.');
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), 32), Buffer.from(hash, 'base64url'));
}

export function inventPassword(): string {
  return Array.from({ length: 16 }, () => readable[randomInt(readable.length)]).join('');
}
