import type { schemas } from '@tongxing/contract';

/** The app of the province, as an OpenID provider. */
export interface ProvincialApp {
  /** Where a person goes to sign in and agree. @throws Error when the provider does not answer */
  addressOf(asked: SignOnRequest): Promise<string>;
  /**
   * Who came back. Undefined when the provider says that the code is not valid, or not for this verifier.
   * @throws Error when it does not answer, or with something that is not proven to be its own and about this sign-on
   */
  visitorOf(came: CameBack): Promise<Visitor | undefined>;
}

interface SignOnRequest {
  readonly redirectUri: string;
  readonly state: string;
  /** Comes back inside what the provider signs. */
  readonly nonce: string;
  readonly codeChallenge: string;
}

interface CameBack {
  readonly redirectUri: string;
  readonly nonce: string;
  readonly code: string;
  readonly codeVerifier: string;
}

export interface Visitor {
  /** Checked by the provider, in E.164; absent where it has none. */
  readonly phone?: string;
  /** As far as the provider has checked it, and how well. */
  readonly identity?: RealName;
}

export interface RealName {
  readonly assuranceLevel: string;
  readonly claim: schemas.IdentityClaim;
}
