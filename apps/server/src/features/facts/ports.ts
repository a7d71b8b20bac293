/** A stay as the carriers or the person tell it; instants are RFC 3339. */
export interface Stay {
  readonly division: string;
  readonly from: string;
  readonly to: string;
}

/** What a source said of a person: `known: false` when it cannot say anything about such a number. Errors mean no answer. */
type Said<T> = { readonly known: false } | ({ readonly known: true; readonly observedAt: string } & T);

/** The carriers' itinerary card (通信行程卡). The person's authorisation goes with the question. */
export interface ItineraryCard {
  staysOf(
    phone: string,
    authorisation: { id: string; grantedAt: string; expiresAt: string },
  ): Promise<Said<{ stays: readonly Stay[] }>>;
}

export type HealthRecord =
  | { kind: 'case'; state: 'confirmed' | 'suspected' | 'asymptomatic' | 'discharged'; since: string; until?: string }
  | { kind: 'contact'; degree: 'close' | 'secondary' | 'companion'; since: string; until?: string };

export interface HealthCommission {
  recordsOf(documentNumber: string): Promise<Said<{ records: readonly HealthRecord[] }>>;
}

export interface NatResult {
  readonly result: 'negative' | 'positive';
  readonly sampledAt: string;
  readonly reportedAt: string;
  readonly institution: string;
  readonly method: 'single' | 'pool';
}

export interface NatLaboratory {
  resultsOf(documentNumber: string): Promise<Said<{ results: readonly NatResult[] }>>;
}

export interface RiskArea {
  readonly division: string;
  /** The area is this building or venue of the division, no more. */
  readonly place?: string;
  readonly name: string;
  readonly level: 'high' | 'medium' | 'low';
  readonly from: string;
  readonly to?: string;
}

/** A person's national code: its colour, the province that decided it, and when. */
export interface NationalCode {
  readonly colour: 'green' | 'yellow' | 'red';
  readonly decidedBy: string;
  readonly decidedAt: string;
}

/** The national platform publishes the risk areas of the whole country, and says what the codes of all provinces are. */
export interface NationalPlatform {
  riskAreas(): Promise<{ areas: readonly RiskArea[]; publishedAt: string }>;
  /** Of somebody without a code, or of a number that it does not know, it cannot say anything. */
  codeOf(documentNumber: string): Promise<Said<NationalCode>>;
}
