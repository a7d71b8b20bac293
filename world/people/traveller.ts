import { checkCharacter } from './document-number.ts';

/** Somebody with a document that is no resident identity card. */
export interface Traveller {
  readonly name: string;
  readonly documentType: '14' | '15' | '16' | '20' | '34';
  readonly documentNumber: string;
  /** ISO 3166-1 alpha-3, of a passport. */
  readonly issuingCountry?: string;
  /** E.164. */
  readonly phone: string;
  /** What the exit-entry registry knows the person by. */
  readonly personKey: string;
}

export interface TravellerSeed {
  /** A whole number from 0 to 9,999: it fixes number, name and phone. */
  readonly seed: number;
  readonly documentType: Traveller['documentType'];
  readonly issuingCountry?: string;
}

const GIVEN = ['JOHN', 'ANNA', 'MARIA', 'OMAR', 'YUKI', 'PIERRE', 'OLGA', 'DIEGO'];
const SURNAMES = ['SMITH', 'ERIKSSON', 'NGUYEN', 'HAKIMI', 'DUBOIS', 'IVANOVA', 'GARCIA', 'KOWALSKI'];

/**
 * A traveller who does not exist, always the same for the same seed. Numbers end in zeros and the seed, which no series of documents
 * has; phones are of the range that Ofcom keeps for drama, +44 7700 900000 to 900999.
 */
export function makeTraveller({ seed, documentType, issuingCountry }: TravellerSeed): Traveller {
  const name = `${SURNAMES[seed % SURNAMES.length]} ${GIVEN[(seed >> 1) % GIVEN.length]}`;
  const country = documentType === '20' ? { issuingCountry: issuingCountry ?? 'UTO' } : {};
  return {
    name,
    documentType,
    documentNumber: numberOf(documentType, seed, country.issuingCountry === 'CHN'),
    ...country,
    phone: `+447700900${String(seed % 1000).padStart(3, '0')}`,
    personKey: `traveller-${seed}`,
  };
}

function numberOf(documentType: Traveller['documentType'], seed: number, chinese: boolean): string {
  const digits = (length: number) => String(seed).padStart(length, '0');
  switch (documentType) {
    case '14':
      return `H${digits(8)}`;
    case '15':
      return digits(8);
    case '16':
      return `${digits(10)}B`;
    case '20':
      return chinese ? `E${digits(8)}` : digits(9);
    case '34': {
      // 9, region 37, country 000, born 1990-01-01, sequence.
      const body = `93700019900101${String(seed % 1000).padStart(3, '0')}`;
      return body + checkCharacter(body);
    }
  }
}
