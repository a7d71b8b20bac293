/** The national population registry, for resident identity cards. */
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
}

/** The province's gateway for text messages. Sending the same `clientId` twice sends one message. */
export interface SmsGateway {
  /** @throws Error when the gateway did not take the message. */
  send(message: { to: string; templateId: string; text: string; clientId: string }): Promise<void>;
}
