import type { schemas } from '@tongxing/contract';
import { Refusal } from '../refusal.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanPdf } from './pdf.ts';
import { cleanPng } from './png.ts';

export interface CleanAttachment {
  readonly mediaType: schemas.AppealAttachment['mediaType'];
  readonly bytes: Buffer;
}

/**
 * What the bytes are, whatever they are called, without what they say beside the picture.
 * @throws Refusal attachment-type-refused, attachment-active
 */
export function cleanAttachment(bytes: Buffer): CleanAttachment {
  const jpeg = cleanJpeg(bytes);
  if (jpeg !== undefined) return { mediaType: 'image/jpeg', bytes: jpeg };
  const png = cleanPng(bytes);
  if (png !== undefined) return { mediaType: 'image/png', bytes: png };
  const pdf = cleanPdf(bytes);
  if ('clean' in pdf) return { mediaType: 'application/pdf', bytes: pdf.clean };
  throw new Refusal(pdf.refused === 'active' ? 'attachment-active' : 'attachment-type-refused');
}
