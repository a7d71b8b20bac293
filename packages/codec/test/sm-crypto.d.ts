/** The part of sm-crypto that these tests use; it ships no types. Keys and signatures are hexadecimal. */
declare module 'sm-crypto' {
  interface SignatureOptions {
    readonly hash: true;
  }
  const smCrypto: {
    readonly sm2: {
      doSignature(message: Uint8Array, privateKey: string, options: SignatureOptions): string;
      doVerifySignature(message: Uint8Array, signature: string, publicKey: string, options: SignatureOptions): boolean;
      getPublicKeyFromPrivateKey(privateKey: string): string;
    };
  };
  export default smCrypto;
}
