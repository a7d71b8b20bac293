import type { Platform } from '../channel/index.ts';

/** A platform's own face check, held against the police's pictures. It sees the face; the node is told whether it fits. */
export interface FaceProvider {
  /**
   * Asked again under the same order it is the same check.
   * @returns what the check is opened with on the phone. @throws Error when the platform does not answer
   */
  begin(check: FaceAsked): Promise<string>;
  /** The page on which the check is gone through, signed by the node; undefined where the id alone opens it. */
  addressOf(verifyId: string): string | undefined;
  /** Whether it was passed, by this user and for this card. @throws Error when the platform does not answer */
  passed(check: FaceAsked & { readonly verifyId: string }): Promise<boolean>;
}

/** One for each platform. */
export type FaceProviders = Readonly<Record<Platform, FaceProvider>>;

export interface FaceAsked {
  /** Another for each check: at most 32 characters. */
  readonly order: string;
  /** The platform's name for who is in front of the phone. */
  readonly user: string;
  readonly certificate: FaceCertificate;
}

/** A resident identity card. */
export interface FaceCertificate {
  readonly name: string;
  readonly number: string;
}
