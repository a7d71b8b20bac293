import { ProblemError, tubeWords, type Client, type schemas } from '@tongxing/contract';
import { expect, it } from 'vitest';
import { createNodeLedger } from '../../test/node-ledger.ts';
import {
  beginTube,
  countWaiting,
  needsCare,
  nothingCollected,
  putSample,
  takeOut,
  uploadCollected,
  type Collection,
} from './index.ts';

const at = '2026-11-24T08:00:00+08:00';
const wrongBirthDate = { zh: '出生日期不对。', en: 'The date of birth is wrong.' };

/** A device with a tube that the node knows; one of those whose documents it holds is taken out while they are on their way. */
async function opened(...documents: readonly string[]) {
  const node = createNodeLedger({});
  let collection = beginTube(nothingCollected, { tube: 'SX-1', size: 10, begunAt: at });
  const client = {
    call: async (_: unknown, { body }: { body: { payload: string } }) => {
      const batch = JSON.parse(Buffer.from(body.payload, 'base64url').toString('utf8')) as schemas.CollectionBatch;
      const wrong = batch.tubes[0]!.samples.findIndex(({ person }) => JSON.stringify(person).includes('WRONG'));
      if (wrong < 0) return node.take(batch);
      collection = takeOut(collection, 'SX-1', 'left', at);
      throw new ProblemError(refusal(`/body/payload/tubes/0/samples/${wrong}/person`));
    },
  } as unknown as Client;
  const change = async (how: (before: Collection) => Collection) => (collection = how(collection));
  const upload = () => uploadCollected({ change }, client, async () => new Uint8Array(64), node.newId);
  await upload();
  for (const [n, documentNumber] of documents.entries()) {
    const person = { documentType: '20' as const, documentNumber };
    const sampleId = n === documents.length - 1 ? 'left' : String(n);
    collection = putSample(collection, 'SX-1', { sampleId, takenAt: at, lastFour: '0000', person });
  }
  await upload();
  return { node, collection };
}

it('asks again for a document that the node does not take, and sends everybody else', async () => {
  const { node, collection } = await opened('G12345678', 'WRONG-ONE', 'G12345679', 'G12345670');
  expect(node.people()).toEqual(['0 SX-1', '2 SX-1']);
  expect(collection.tubes[0]!.told).toMatchObject({ held: 2, ...tubeWords.open });
  expect(collection.tubes.map(needsCare)).toEqual([true]);
  expect(collection.tubes[0]!.samples[1]!.unknown?.text).toEqual(wrongBirthDate);
});

it('has nothing left to send where the node took nobody', async () => {
  const { node, collection } = await opened('WRONG-ONE', 'G12345670');
  expect([node.people(), countWaiting(collection)]).toEqual([[], 0]);
});

function refusal(path: string): schemas.Problem {
  const words = { zh: '', en: '' };
  return {
    type: 'urn:tongxing:problem:document-number-invalid',
    title: '',
    status: 400,
    detail: '',
    titles: words,
    cure: words,
    errors: [{ path, rule: 'birth-date', text: wrongBirthDate }],
  };
}
