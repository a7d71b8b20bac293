import { useRef } from 'react';
import { toBase64Url } from '@/phone/base64';
import { vendor } from '@/vendor';

const keyBytes = 18;

/**
 * The key of something that must happen once however often it is sent: the same for the same content, another for other content.
 * @returns a function of the body that is sent
 */
export function useIntent(): (body: unknown) => Promise<string> {
  const drawn = useRef<{ content: string; key: string }>();
  return async (body) => {
    const content = JSON.stringify(body);
    if (drawn.current?.content === content) return drawn.current.key;
    const key = toBase64Url(await vendor.random(keyBytes));
    drawn.current = { content, key };
    return key;
  };
}
