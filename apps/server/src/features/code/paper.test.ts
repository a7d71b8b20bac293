import { decodeCode, decodeStatusListToken, type DecodedPaperCode } from '@tongxing/codec';
import { routes, type schemas } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enrolCheckpoint, verify, type Checkpoint } from '../../../test/checkpoint.ts';
import { ago, citizenWithCode, declare, verifiedCitizen, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { endCode } from './end.ts';
import { statusListUris } from './status-list.ts';

let node: TestNode;
let citizen: Citizen;
let checkpoint: Checkpoint;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  citizen = await citizenWithCode(node);
  checkpoint = await enrolCheckpoint(node);
});
afterEach(() => node.close());

const print = (): Promise<schemas.PaperCode> => citizen.client.call(routes.makePaperCode, {});
const claimsOf = ({ text }: schemas.PaperCode) => (decodeCode(text) as DecodedPaperCode).strip.claims;
const findings = async ({ text }: schemas.PaperCode) => {
  const { verdict, findings: found } = await verify(checkpoint, text);
  return [verdict, ...found.map(({ code }) => code)];
};

async function personId(): Promise<string> {
  const { person_id: id } = await node.context.db.selectFrom('code').select('person_id').executeTakeFirstOrThrow();
  return id;
}

describe('a code on paper', () => {
  it('names its holder, carries neither colour nor key, and ends with the code [M56] [W13]', async () => {
    const [paper, code] = [await print(), await citizen.client.call(routes.getCode, {})];
    const claims = claimsOf(paper);
    expect(claims).toMatchObject({ kind: 'paper', colour: null, scope: code.scope, lastFour: paper.lastFour });
    expect(claims.holder).toBeUndefined();
    expect(claims.maskedName).toBe(paper.maskedName);
    expect(claims.expiresAt * 1000).toBe(Date.parse(code.validTo));
    expect(paper.expiresAt).toBe(code.validTo);
  });

  it('sends its holder to the lane where documents are looked at; with a network the guard sees the colour of now', async () => {
    const paper = await print();
    node.clock.forward(5 * day);
    expect(await findings(paper)).toEqual(['cannot-tell', 'paper-needs-document']);
    expect((await verify(checkpoint, paper.text)).colour).toBe('green');
    node.sources.records.set(citizen.person.documentNumber, [
      { kind: 'contact', degree: 'close', since: ago(node, day) },
    ]);
    await declare(node, citizen);
    // A change of colour takes nothing back from a code that shows none.
    expect(await findings(paper)).toEqual(['cannot-tell', 'paper-needs-document']);
    expect((await verify(checkpoint, paper.text)).colour).toBe('red');
    node.clock.forward(2 * day);
    expect(await findings(paper)).toContain('expired');
  });

  it('asked for again is the same one; revoked, every copy of it is stopped at once and on the list', async () => {
    const [first, second] = [await print(), await print()];
    expect(second.paperId).toBe(first.paperId);
    expect(claimsOf(second).status).toEqual(claimsOf(first).status);
    const { papers } = await citizen.client.call(routes.listPaperCodes, {});
    expect(papers.map(({ paperId }) => paperId)).toEqual([first.paperId]);
    await citizen.client.call(routes.revokePaperCode, { params: { paperId: first.paperId } });
    expect(await findings(first)).toEqual(['stop', 'revoked', 'paper-needs-document']);
    expect(await findings(second)).toEqual(['stop', 'revoked', 'paper-needs-document']);
    expect(await citizen.client.call(routes.listPaperCodes, {})).toEqual({ papers: [] });
    const again = await print();
    expect(again.paperId).not.toBe(first.paperId);
    expect(await findings(again)).toEqual(['cannot-tell', 'paper-needs-document']);
  });

  it('stands in the list of the day on which it ends, which checkpoints poll as soon as it is printed', async () => {
    const before = await statusListUris(node.context);
    const { uri, idx } = claimsOf(await print()).status;
    // Named only once it is signed: no checkpoint asks for what is not there.
    expect(await statusListUris(node.context)).toEqual(before);
    await node.tick('code.status-lists');
    expect(await statusListUris(node.context)).toEqual([...before, uri]);
    const fetchList = () =>
      checkpoint.client.call(routes.getStatusList, { params: { shard: uri.slice(uri.lastIndexOf('/') + 1) } });
    expect(decodeStatusListToken((await fetchList()) as Uint8Array).uri).toBe(uri);
    await citizen.client.call(routes.revokePaperCode, { params: { paperId: (await print()).paperId } });
    node.clock.forward(minute);
    await node.tick('code.status-lists');
    const marks = await node.context.db.selectFrom('status_mark').select(['idx', 'status']).execute();
    expect(marks).toEqual([{ idx, status: 1 }]);
    // The list stays until the day after the code has ended.
    node.clock.forward(7 * day);
    await node.tick('code.status-lists');
    expect(await fetchList()).toBeInstanceOf(Uint8Array);
  });

  it('is revoked with a code that is taken back', async () => {
    const paper = await print();
    const id = await personId();
    await node.context.db.transaction().execute((tx) => endCode(tx, node.context, id));
    expect(await findings(paper)).toEqual(['stop', 'revoked', 'paper-needs-document']);
    expect(await problemOf(print())).toBe('code-missing');
  });

  it('is nobody else’s to revoke, and there is none without a code', async () => {
    const { paperId } = await print();
    const stranger = await verifiedCitizen(node);
    const revoking = stranger.client.call(routes.revokePaperCode, { params: { paperId } });
    expect(await problemOf(revoking)).toBe('not-found');
    expect(await problemOf(stranger.client.call(routes.makePaperCode, {}))).toBe('code-missing');
  });
});
