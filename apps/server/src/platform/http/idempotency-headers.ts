import { Type } from 'typebox';

/** A string of RFC 8941 with 16 to 128 characters between its quotes: long enough that nobody else has it by chance. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      pattern: '^"[A-Za-z0-9_:.-]{16,128}"$',
      description: '同一请求重发时使用同一个键 · The same key when the same request is sent again',
    }),
  ),
});
