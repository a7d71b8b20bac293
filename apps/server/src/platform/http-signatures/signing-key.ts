import { serializeByteSequence, serializeInnerList, type InnerList } from 'structured-headers';
import { keyFor, type Signer } from '../signer.ts';
import { signatureBase, type RequestMessage, type ResponseMessage } from './signature-base.ts';

/** A key that signs messages: r ‖ s, 64 bytes, on P-256 with SHA-256. */
export interface SigningKey {
  readonly kid: string;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** What is added to a message that is signed. */
export interface SignatureFields {
  readonly 'content-digest': string;
  readonly 'signature-input': string;
  readonly signature: string;
}

/** The label of our own signatures; those of others may be called anything. */
export const ownLabel = 'sig1';

/** The node's own key for messages to other nodes. */
export async function federationKey(signer: Signer): Promise<SigningKey> {
  const { kid } = await keyFor(signer, 'federation');
  return {
    kid,
    async sign(message) {
      const [signature] = await signer.sign(kid, [message]);
      if (signature === undefined) throw new Error('the signer returned no signature');
      return signature;
    },
  };
}

/** The Signature-Input and Signature fields of one signature of ours, RFC 9421 §4. */
export async function signatureFields(
  input: InnerList,
  message: RequestMessage | ResponseMessage,
  key: SigningKey,
): Promise<Omit<SignatureFields, 'content-digest'>> {
  const signature = await key.sign(signatureBase(input, message));
  return {
    'signature-input': `${ownLabel}=${serializeInnerList(input)}`,
    signature: `${ownLabel}=${serializeByteSequence(signature)}`,
  };
}
