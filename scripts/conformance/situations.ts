import { ask, byHolder, inSession, nobody, somebody, type Asked, type Question } from './asking.ts';
import { needs } from './requirement.ts';
import type { Session } from './session.ts';

/**
 * The questions of a run, each asked once however many requirements look at its answer: no subject may be asked about more than a
 * few times a day. Of the traveller there are five, of the holder five, of the codeless three.
 */
export const situations = {
  /** Her own consent of her own session: everything is in order. */
  match: (session: Session) => one(session, 'match', () => travellerQuestion(session)),

  /** The same question again, as after an answer that was lost. */
  again: (session: Session) =>
    session.once('again', async () => {
      const { questions } = await situations.match(session);
      return ask(session, questions);
    }),

  /** The same consent for another question. */
  used: (session: Session) =>
    one(session, 'used', async () => {
      const { questions } = await situations.match(session);
      return { ...questions[0]!, requestId: session.uuid() };
    }),

  /** Her second consent, by somebody who does not know the verifier. */
  verifier: (session: Session) =>
    one(session, 'verifier', () => {
      const question = travellerQuestion(session, 1);
      return { ...question, consent: { ...question.consent, codeVerifier: 'A'.repeat(43) } };
    }),

  phone: (session: Session) =>
    one(session, 'phone', () => {
      const question = travellerQuestion(session, 1);
      return { ...question, subject: { ...question.subject, phone: '19900000000' } };
    }),

  asserted: (session: Session) =>
    one(session, 'asserted', () => ({ ...travellerQuestion(session), consent: { grade: 'asserted' } })),

  name: (session: Session) =>
    one(session, 'name', () => {
      const question = holderQuestion(session);
      return { ...question, subject: { ...question.subject, name: '无此人' } };
    }),

  holder: (session: Session) => one(session, 'holder', () => holderQuestion(session)),
  holderBroken: (session: Session) => one(session, 'broken', () => holderQuestion(session, { broken: true })),
  holderLate: (session: Session) => one(session, 'late', () => holderQuestion(session, { secondsLeft: -1 })),
  holderElsewhere: (session: Session) =>
    one(session, 'elsewhere', () => holderQuestion(session, { audience: '990000' })),

  /** Known, and without a code; in one request with somebody whom nobody knows. */
  several: (session: Session) =>
    session.once('several', async () => {
      const { subject, consent } = somebody(session, 'codeless');
      const unknown = { requestId: session.uuid(), subject: nobody(session), consent: { grade: 'asserted' } };
      return ask(session, [unknown, { requestId: session.uuid(), subject, consent: inSession(consent) }]);
    }),

  /** A consent that she granted, for the question of another province. */
  elsewhere: (session: Session) =>
    one(session, 'granted elsewhere', () => {
      const { subject, elsewhere } = somebody(session, 'codeless');
      return { requestId: session.uuid(), subject, consent: inSession(elsewhere) };
    }),

  /** A consent that somebody else granted. */
  stranger: (session: Session) =>
    one(session, 'stranger', () => {
      const { subject } = somebody(session, 'codeless');
      return { ...travellerQuestion(session, 1), subject };
    }),

  /** By a consent of before, which she has not given for that. */
  renewal: (session: Session) =>
    one(session, 'renewal', () => {
      const { subject } = somebody(session, 'codeless');
      return { requestId: session.uuid(), subject, consent: { grade: 'renewal' } };
    }),

  unknown: (session: Session) =>
    one(session, 'unknown', () => ({
      requestId: session.uuid(),
      subject: nobody(session),
      consent: { grade: 'asserted' },
    })),

  /** As often about one subject as is allowed, the last of it twice, and once more. */
  often: (session: Session) =>
    session.once('often', async () => {
      const subject = nobody(session);
      const question = () => ({ requestId: session.uuid(), subject, consent: { grade: 'asserted' } });
      const asked: Asked[] = [];
      for (let count = 0; count < session.setup.questionsPerDay; count += 1)
        asked.push(await ask(session, [question()]));
      const repeated = await ask(session, asked.at(-1)!.questions);
      return { within: asked.at(-1)!, repeated, beyond: await ask(session, [question()]) };
    }),
};

function one(session: Session, name: string, make: () => Question | Promise<Question>): Promise<Asked> {
  return session.once(name, async () => ask(session, [await make()]));
}

function travellerQuestion(session: Session, which = 0): Question {
  const { subject, consents } = somebody(session, 'traveller');
  const consent = needs(consents[which], 'the traveller has not consented twice');
  return { requestId: session.uuid(), subject, consent: inSession(consent) };
}

function holderQuestion(session: Session, change: Parameters<typeof byHolder>[2] = {}): Question {
  const holder = somebody(session, 'holder');
  return { requestId: session.uuid(), subject: holder.subject, consent: byHolder(session, holder, change) };
}
