/** A platform whose mini-program people sign in from. */
export interface SignInPlatform<PhoneEvidence> {
  /**
   * Who is signing in: the platform's own name for her in this mini-program, the same at every sign-in. A code is good once.
   * Undefined when the platform says that the code is not valid. @throws Error when the platform does not answer or answers nonsense.
   */
  userOf(code: string): Promise<string | undefined>;
  /**
   * The phone number she has let the mini-program have, proved by the platform: 11 digits, or `+` and the country code before a number
   * from elsewhere. Undefined when the evidence is not valid. @throws Error as above
   */
  phoneOf(evidence: PhoneEvidence): Promise<string | undefined>;
}

export interface AlipayPhone {
  readonly response: string;
  readonly sign: string;
}

export type WechatPlatform = SignInPlatform<string>;
export type AlipayPlatform = SignInPlatform<AlipayPhone>;

export type Platform = 'wechat' | 'alipay';
