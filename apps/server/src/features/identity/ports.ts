import type { people } from '@tongxing/contract';

/** The national population registry: resident identity cards, household registers, birth certificates. */
export interface PopulationRegistry {
  /**
   * Do name and document belong together? `residenceDivision` is the registered residence, where the registry tells it.
   * @throws Error when the registry does not answer in time or answers nonsense: nothing may be concluded then.
   */
  verify(claim: {
    documentType: string;
    documentNumber: string;
    name: string;
  }): Promise<{ match: false } | { match: true; residenceDivision: string | null }>;
  /**
   * Is the child of this number (10) or birth certificate (99) and name a child of this resident? `born` is YYYY-MM-DD.
   * @throws Error as above
   */
  verifyChild(question: {
    guardianNumber: string;
    documentType: string;
    documentNumber: string;
    name: string;
  }): Promise<{ match: false } | { match: true; born: string; residenceDivision: string | null }>;
}

/** The registry of exits and entries: permits, passports, permanent residents. */
export interface ExitEntryRegistry {
  /**
   * Do name and document belong together? `samePerson` are the other documents of that person that the registry knows of: the
   * passport before this one, the resident number of a mainland passport. `nationality` is ISO 3166-1 alpha-3.
   * @throws Error when the registry does not answer in time or answers nonsense: nothing may be concluded then.
   */
  verify(
    claim: people.DocumentReference & { readonly name: string },
  ): Promise<
    { match: false } | { match: true; nationality: string | null; samePerson: readonly people.DocumentReference[] }
  >;
}

/** The province's gateway for text messages. Sending the same `clientId` twice sends one message. */
export interface SmsGateway {
  /** @throws Error when the gateway did not take the message. */
  send(message: { to: string; templateId: string; text: string; clientId: string }): Promise<void>;
}
