export { encodeCbor } from './cbor-encode.ts';
export { decodeCbor, type DecodeOptions } from './cbor-decode.ts';
export { type CborInput, type CborMap, CborTag, type CborValue, MAX_CBOR_DEPTH } from './cbor-value.ts';
