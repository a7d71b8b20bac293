import type { createClient } from '@tongxing/contract';

/** A function in the shape of `fetch`, as far as the typed client uses it. */
export type Transport = Parameters<typeof createClient>[1];
type Answer = Awaited<ReturnType<Transport>>;

/** The request of a mini-program platform, as WeChat and Alipay both have it but for names. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ArrayBuffer;
}

/** Makes an answer of what a mini-program platform hands over: names of headers come in any case. */
export function answerOf({ status, headers, body }: PlainAnswer): Answer {
  const byName = new Map(Object.keys(headers).map((name) => [name.toLowerCase(), String(headers[name])]));
  return {
    status,
    headers: { get: (name) => byName.get(name.toLowerCase()) ?? null },
    text: async () => new TextDecoder().decode(new Uint8Array(body)),
    arrayBuffer: async () => body,
  };
}

/** Bytes as the file systems of mini-programs take them: a buffer that holds nothing else. */
export function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
