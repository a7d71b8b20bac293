import type { Asked } from '../asking.ts';
import { must, needs, type Requirement } from '../requirement.ts';
import { somebody } from '../asking.ts';
import type { Session } from '../session.ts';
import { situations } from '../situations.ts';

const always = ['colour', 'decidedAt', 'releaseAt', 'validUntil'];
const byField: Readonly<Record<string, string>> = { reasons: 'reasons', tests: 'tests', freshness: 'freshness' };

function claimsOf({ attestations, answer }: Asked) {
  return needs(attestations[0], `no attestation came (status ${answer.status})`).claims;
}

function refused(id: string, title: string, situation: (session: Session) => Promise<Asked>): Requirement {
  return {
    id,
    level: 'MUST',
    title: `${title}: \`match\` is \`refused\`, and \`accepted\` false`,
    async check(session) {
      const { match, consent } = claimsOf(await situation(session));
      must(match === 'refused' && consent?.accepted === false, `match ${String(match)}, ${JSON.stringify(consent)}`);
    },
  };
}

export const consentRequirements: readonly Requirement[] = [
  {
    id: 'CON-01',
    level: 'MUST',
    title: 'A consent given in a session opens the fields that it names and no other',
    async check(session) {
      const { consents } = somebody(session, 'traveller');
      const opened = Object.keys(claimsOf(await situations.match(session)).facts ?? {});
      const allowed = [...always, ...(consents[0]?.fields ?? []).map((field) => byField[field] ?? field)];
      const tooMuch = opened.filter((name) => !allowed.includes(name));
      must(tooMuch.length === 0, `it opened ${tooMuch.join(', ')}`);
    },
  },
  refused('CON-02', 'A consent that has served another `requestId`', situations.used),
  refused('CON-03', 'A consent without its verifier (RFC 7636)', situations.verifier),
  refused('CON-04', 'A consent that another province may ask', situations.elsewhere),
  refused('CON-05', 'A consent of somebody else', situations.stranger),
  {
    id: 'CON-06',
    level: 'MUST',
    title: 'A consent signed by the holder key of a valid strip is accepted, and opens all fields',
    async check(session) {
      const { match, consent, facts = {} } = claimsOf(await situations.holder(session));
      must(match === 'match' && consent?.accepted === true, `match ${String(match)}, ${JSON.stringify(consent)}`);
      const missing = Object.values(byField).filter((name) => !Object.hasOwn(facts, name));
      must(missing.length === 0, `it did not open ${missing.join(', ')}`);
    },
  },
  refused('CON-07', 'A consent that another key than the holder key has signed', situations.holderBroken),
  refused('CON-08', 'A consent signed by the holder whose time is over', situations.holderLate),
  refused('CON-09', 'A consent signed by the holder for another province', situations.holderElsewhere),
  {
    id: 'CON-10',
    level: 'MUST',
    title: 'A consent that is only asserted opens colour, release and freshness at most, or is refused',
    async check(session) {
      const { match, facts = {} } = claimsOf(await situations.asserted(session));
      must(match === 'match' || match === 'refused', `match ${String(match)}`);
      const tooMuch = Object.keys(facts).filter((name) => !always.includes(name) && name !== 'freshness');
      must(tooMuch.length === 0, `it opened ${tooMuch.join(', ')}`);
    },
  },
  refused('CON-11', 'A renewal by a consent that lets nobody ask again', situations.renewal),
];
