import { type Verifier, verifierBySuite } from '../src/index.ts';
import { nodeVerifier } from './node-verifier.ts';
import { otherVerifiesSm2 } from './other-sm2.ts';

/** Both suites by other implementations than those that sign in these tests: OpenSSL and sm-crypto. */
export const independentVerifier: Verifier = verifierBySuite({
  ES256: nodeVerifier.verify,
  'SM2-SM3': otherVerifiesSm2,
});
