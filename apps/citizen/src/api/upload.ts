import { ProblemError, routes } from '@tongxing/contract';
import { toBase64 } from '@/phone/base64';
import { node } from './node';
import { patiently } from './patience';

/** The node takes 700,000 letters, and base64 makes four of three bytes. */
export const mostDocumentBytes = 520_000;
/** A picture of a code may have more, so that its small squares can be read. */
export const mostPictureBytes = 2_900_000;

/**
 * Sends one document of an application, again where there was no answer. One that has arrived although its answer was lost is not sent
 * a second time: there is one more than before.
 * @param known how many the node had before
 */
export async function uploadDocument(conversionId: string, content: Uint8Array, known: number): Promise<void> {
  const params = { conversionId };
  const body = { content: toBase64(content) };
  let isAgain = false;
  await patiently(async () => {
    if (isAgain && (await countDocuments(conversionId)) > known) return true;
    isAgain = true;
    await node().call(routes.addConversionDocument, { params, body });
    return true;
  }, 20_000);
}

export async function countDocuments(conversionId: string): Promise<number> {
  return (await node().call(routes.getConversion, { params: { conversionId } })).documents.length;
}

/** Sends a screenshot, once however often the answer is lost: while one is being read the node takes no other. */
export async function uploadPicture(conversionId: string, content: Uint8Array): Promise<void> {
  const params = { conversionId };
  const body = { content: toBase64(content) };
  let isAgain = false;
  await patiently(async () => {
    try {
      await node().call(routes.sendPicture, { params, body });
    } catch (error) {
      if (!(isAgain && error instanceof ProblemError && error.code === 'picture-not-wanted')) throw error;
    } finally {
      isAgain = true;
    }
    return true;
  }, 20_000);
}
