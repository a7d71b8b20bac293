/** A platform's own face check, held against the police's pictures. It sees the face; the node is told whether it fits. */
export interface FacePort {
  /** @returns what the check is opened with on the phone. @throws Error when the platform does not answer */
  begin(check: FaceAsked): Promise<string>;
  /** Whether it was passed, by this user and for this card. @throws Error when the platform does not answer */
  passed(check: FaceAsked & { readonly verifyId: string }): Promise<boolean>;
}

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
