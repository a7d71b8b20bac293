import { Refusal } from '../../platform/refusal.ts';
import { type CleanAttachment, cleanAttachment } from '../../platform/attachment/clean-attachment.ts';
import { requireDrawable } from '../../platform/attachment/picture-size.ts';

export interface ProofDeps {
  /** A JPEG or PNG drawn anew as JPEG; or why it could not be. */
  readonly redrawPicture: (bytes: Uint8Array) => Promise<Uint8Array | 'unreadable' | 'too-long'>;
}

/** A page photographed so closely that the smallest print is read; drawing more would take a node's memory. */
const mostPixels = 25_000_000;

/**
 * What was sent as proof, as it is kept: a picture is drawn anew, so that nothing is left but what is seen; a PDF is cleaned.
 * @param content standard base64 of a JPEG, PNG or PDF; what the bytes are is looked at, not what they are called
 * @throws Refusal attachment-type-refused, attachment-active, picture-too-large
 */
export async function readProof({ redrawPicture }: ProofDeps, content: string): Promise<CleanAttachment> {
  const clean = cleanAttachment(Buffer.from(content, 'base64'));
  requireDrawable(clean.bytes, mostPixels);
  if (clean.mediaType === 'application/pdf') return clean;
  const drawn = await redrawPicture(clean.bytes);
  if (typeof drawn === 'string') throw new Refusal('attachment-type-refused');
  return { mediaType: 'image/jpeg', bytes: Buffer.from(drawn) };
}
