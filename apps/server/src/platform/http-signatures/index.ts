export { forgetNonces, useNonce } from './nonce.ts';
export {
  signRequest,
  verifyRequest,
  type RequestToSign,
  type RequestVerification,
  type VerifiedRequest,
} from './request.ts';
export { signResponse, verifyResponse, type ResponseToSign, type ResponseVerification } from './response.ts';
export type { RequestMessage } from './signature-base.ts';
export type { KeyFor } from './signature.ts';
export { federationKey, type SignatureFields, type SigningKey } from './signing-key.ts';
export type { Fields } from './structured-field.ts';
