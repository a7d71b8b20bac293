/** An answer that is not JSON. `maxAgeSeconds` absent: not to be cached. */
export class Bytes {
  readonly content: Uint8Array | string;
  readonly etag: string | undefined;
  readonly maxAgeSeconds: number | undefined;

  constructor(content: Uint8Array | string, options: { etag?: string; maxAgeSeconds?: number } = {}) {
    this.content = content;
    this.etag = options.etag;
    this.maxAgeSeconds = options.maxAgeSeconds;
  }
}
