import { expect, test } from 'vitest';
import { recoveredAfter } from './b7.ts';
import type { Applicant } from './crowd.ts';
import type { Answer } from './http-connection.ts';
import { createQueueing } from './queueing.ts';

const people = (count: number) =>
  Array.from({ length: count }, (_, n): Applicant => {
    const consent = { grade: 'origin-session' as const, authorizationCode: 'A', codeVerifier: 'A' };
    return { personId: String(n), token: `token-${n}`, consent, isTraveller: true };
  });
const taken: Answer = { status: 202, body: '{"conversionId":"c"}' };
const ticketFor = (retryAfterSeconds: number): Answer => ({
  status: 429,
  body: JSON.stringify({ retryAfterSeconds, ticket: { ticket: 'T' } }),
});

test('whoever comes after a slow answer comes when she would have, and the wait counts from then', async () => {
  const { promise: allAnswered, resolve: answerAll } = Promise.withResolvers<Answer>();
  const came = createQueueing({ send: () => allAnswered }, () => ({}));
  await came.arrive(people(20), 100);
  expect([came.sent.requests, came.taken.length]).toEqual([20, 0]);
  answerAll(taken);
  await came.answered();
  // The last was to come 190 ms after the first, and all are answered at the same instant.
  const took = came.taken.map((answered) => answered.took);
  expect(Math.min(...took)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...took) - Math.min(...took)).toBeGreaterThanOrEqual(189);
});

test('whoever is given a ticket comes again with it by herself, no earlier than it says, and is counted from her first request', async () => {
  const requests: { at: number; text: string }[] = [];
  const send = async (request: Uint8Array) => {
    requests.push({ at: performance.now(), text: Buffer.from(request).toString() });
    return requests.length === 1 ? ticketFor(0.2) : taken;
  };
  const came = createQueueing({ send }, () => ({ form: 'kept' }));
  await came.arrive(people(1), 100);
  await came.keepComing(400);
  const [first, second] = requests;
  expect(requests).toHaveLength(2);
  expect(second!.at - first!.at).toBeGreaterThanOrEqual(199);
  expect([first!.text.includes('tongxing-ticket'), second!.text.includes('tongxing-ticket: T')]).toEqual([false, true]);
  expect(second!.text).toContain('{"form":"kept"}');
  expect(came.taken[0]!.at - came.taken[0]!.since).toBeGreaterThanOrEqual(199);
});

test('an answer that is neither an acknowledgement nor a ticket is a failure, and so is none', async () => {
  const answers = [{ status: 500, body: '{}' }, { status: 429, body: '{"retryAfterSeconds":1}' }, undefined];
  const send = async () => {
    const answer = answers.pop();
    if (answer === undefined) throw new Error('closed');
    return answer;
  };
  const came = createQueueing({ send }, () => ({}));
  await came.arrive(people(3), 1000);
  await came.answered();
  expect([came.taken.length, came.refused.length, came.failed.length]).toEqual([0, 0, 3]);
});

test('the node is back to normal in the second after the last in which one of twenty waited too long', () => {
  const second = (came: number, slow: number) =>
    Array.from({ length: 100 }, (_, n) => ({ came: came + n / 100, took: n < slow ? 3 : 1 }));
  expect(recoveredAfter([...second(0, 6), ...second(1, 0), ...second(2, 6), ...second(3, 5)])).toBe(3);
  expect(recoveredAfter(second(0, 5))).toBe(0);
});
