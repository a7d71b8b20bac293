import { Type, type Static } from 'typebox';
import { Bilingual, closed, Id, Instant } from './basics.ts';

/** Standard base64 (RFC 4648 §4) of a PNG or JPEG of at most 3,000,000 bytes; what the bytes are is looked at, not what they are called. */
export const PictureUpload = closed({
  content: Type.String({ minLength: 8, maxLength: 4_000_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
});
export type PictureUpload = Static<typeof PictureUpload>;

/** One thing that was compared: what it is, what came of it, what the application says and what the picture does. */
export const PictureFinding = closed({
  code: Type.String(),
  what: Bilingual,
  state: Type.Enum(['agrees', 'contradicts', 'unknown']),
  text: Bilingual,
  said: Type.Union([Type.String(), Type.Null()]),
  found: Type.Union([Type.String(), Type.Null()]),
});

/** A screenshot sent with an application. */
export const Picture = closed({
  pictureId: Id,
  state: Type.Enum(['waiting', 'read', 'unreadable']),
  receivedAt: Instant,
  /** Empty until it is read. */
  findings: Type.Array(PictureFinding),
});
export type Picture = Static<typeof Picture>;

export const PictureContent = closed({
  mediaType: Type.Literal('image/jpeg'),
  content: Type.String({ description: 'base64' }),
});
