import { schemas } from '@tongxing/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Compile } from 'typebox/compile';
import {
  beginBox,
  beginTube,
  closeBox,
  putTube,
  closeTube,
  countWaiting,
  cutBatch,
  forgetSettled,
  identifySample,
  mostCollected,
  moveSample,
  needsCare,
  nothingCollected,
  putSample,
  renameTube,
  takeOut,
  takeReceipt,
  tubeIn,
  type Collection,
} from './index.ts';
import { createNodeLedger, type NodeLedger } from '../../test/node-ledger.ts';

const at = '2026-11-24T08:00:00+08:00';
const shape = Compile(schemas.CollectionBatch);
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const label = (number: number) => `SX-${String(number).padStart(4, '0')}`;
const begun = (tube: string, size = 10) => ({ tube, size, begunAt: at });
const sampleOf = (number: number) => ({
  sampleId: id(number),
  takenAt: at,
  lastFour: String(number).padStart(4, '0').slice(-4),
  person: { text: `TX1:${number}` },
});
const move = (sampleId: string, from: string, to: string) => ({
  sampleId,
  from,
  to,
  at,
  reason: 'wrong-tube' as const,
});

/** Sends all there is, until nothing is left. @param hears whether the receipt of a batch comes back */
function sendAll(collection: Collection, node: NodeLedger, hears: () => boolean = () => true): Collection {
  let now = collection;
  for (let round = 1; round < 1000; round += 1) {
    now = cutBatch(now, node.newId());
    if (now.batch === undefined) return now;
    expect(shape.Errors(now.batch)).toEqual([]);
    const receipt = node.take(now.batch);
    if (hears()) now = takeReceipt(now, receipt);
  }
  throw new Error('it goes on sending for ever');
}

describe('what is collected on a device', () => {
  it('arrives at the node whole and once, where the device has it, whatever is done and whichever receipts are lost', () => {
    const small = fc.nat({ max: 2 });
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), a: small }) },
      {
        weight: 8,
        arbitrary: fc.record({
          do: fc.constantFrom('begin', 'send', 'send', 'take-out', 'close', 'rename', 'box'),
          a: small,
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant('move' as const), a: small, b: small, c: fc.nat({ max: 30 }) }),
      },
    );
    const world = fc.record({
      steps: fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }),
      lost: fc.infiniteStream(fc.boolean()),
      elsewhere: fc.subarray([0, 1, 2].map(label)),
      strangers: fc.subarray([1, 3, 5, 7, 9].map(id)),
    });
    fc.assert(
      fc.property(world, ({ steps, lost, elsewhere, strangers }) => {
        const node = createNodeLedger({ elsewhere, strangers });
        const hears = () => lost.next().value === true;
        let now = beginTube(nothingCollected, begun(label(0)));
        let people = 0;
        let labels = 100;
        const here = new Set<string>();
        for (const each of steps) {
          const tube = now.tubes[each.a % now.tubes.length]!;
          if (each.do === 'put') {
            people += 1;
            here.add(id(people));
            now = putSample(now, tube.tube, sampleOf(people));
          } else if (each.do === 'take-out') {
            const last = tube.samples.at(-1)?.sampleId ?? '';
            here.delete(last);
            now = takeOut(now, tube.tube, last, at);
          } else if (each.do === 'move') {
            const sample = tube.samples[each.c % Math.max(1, tube.samples.length)];
            if (sample !== undefined)
              now = moveSample(now, move(sample.sampleId, tube.tube, now.tubes[each.b % now.tubes.length]!.tube));
          } else if (each.do === 'begin') now = beginTube(now, begun(label(each.a)));
          else if (each.do === 'close') now = closeTube(now, tube.tube, { at, count: tube.samples.length });
          else if (each.do === 'rename') now = renameTube(now, tube.tube, { tube: label((labels += 1)), size: 10 });
          else if (each.do === 'box')
            now = closeBox(putTube(beginBox(now, 'BOX-1'), 'BOX-1', tube.tube), 'BOX-1', { at, count: 1 });
          else now = once(now, node, hears);
        }
        for (let round = 1; round <= 4; round += 1) now = sendAll(settle(now, node), node, hears);
        now = sendAll(now, node);
        const onDevice = now.tubes.flatMap(({ tube, samples }) => samples.map(({ sampleId }) => `${sampleId} ${tube}`));
        expect(node.people().toSorted()).toEqual(onDevice.toSorted());
        expect(new Set(onDevice.map((line) => line.slice(0, 36)))).toEqual(here);
        expect([countWaiting(now), JSON.stringify(now).includes('TX1:')]).toEqual([0, false]);
      }),
      { numRuns: 1000 },
    );

    /** What a nurse does about what the receipts say. */
    function settle(collection: Collection, node: NodeLedger): Collection {
      let now = collection;
      for (const { tube, told, samples } of collection.tubes) {
        for (const { sampleId, unknown } of samples) {
          if (unknown === undefined) continue;
          node.introduce(sampleId);
          now = identifySample(now, tube, sampleId, { person: { text: 'TX1:paper' }, lastFour: '0001' });
        }
        if (told?.state === 'elsewhere') now = renameTube(now, tube, { tube: `${tube}-1`, size: 10 });
      }
      return now;
    }

    function once(collection: Collection, node: NodeLedger, hears: () => boolean): Collection {
      const cut = cutBatch(collection, node.newId());
      if (cut.batch === undefined) return cut;
      const receipt = node.take(cut.batch);
      return hears() ? takeReceipt(cut, receipt) : cut;
    }
  });

  it('goes in batches that the node takes, each no more than it can be', () => {
    const node = createNodeLedger({});
    let now = nothingCollected;
    for (let tube = 0; tube < 130; tube += 1) {
      now = beginTube(now, begun(label(tube)));
      for (let place = 0; place < 9; place += 1) now = putSample(now, label(tube), sampleOf(tube * 9 + place));
      now = closeTube(now, label(tube), { at, count: 9 });
    }
    for (let tube = 129; tube >= 0; tube -= 1)
      now = closeBox(putTube(beginBox(now, `BOX-${tube}`), `BOX-${tube}`, label(tube)), `BOX-${tube}`, {
        at,
        count: 1,
      });
    const first = cutBatch(now, id(1)).batch!;
    const people = first.tubes.flatMap(({ samples }) => samples).length;
    expect([people, first.boxes.length]).toEqual([mostCollected.samples, mostCollected.boxes]);
    now = sendAll(now, node);
    expect(node.people()).toHaveLength(130 * 9);
    expect(now.tubes.every(({ told }) => told?.state === 'closed')).toBe(true);
    expect(now.boxes.every(({ told }) => told?.state === 'closed')).toBe(true);
  });

  it('is forgotten at the end of a shift as far as it is settled, and no further', () => {
    const node = createNodeLedger({ elsewhere: ['SX-2'] });
    let now = nothingCollected;
    for (const [number, count] of [
      [1, 1],
      [2, 1],
      [3, 2],
    ] as const) {
      const tube = `SX-${number}`;
      now = putSample(beginTube(now, begun(tube)), tube, sampleOf(number));
      now = closeTube(now, tube, { at, count });
    }
    now = closeBox(putTube(beginBox(now, 'BOX-1'), 'BOX-1', 'SX-1'), 'BOX-1', { at, count: 1 });
    now = beginTube(sendAll(now, node), begun('SX-4'));
    // Not yet a day old, where nobody ends a shift.
    expect(forgetSettled(now, at)).toBe(now);
    expect(forgetSettled(now, '2026-11-25T08:00:00+08:00')).toEqual(forgetSettled(now));
    expect(forgetSettled(now).boxes).toEqual([]);
    expect(forgetSettled(now).tubes.map(({ tube }) => tube)).toEqual(['SX-2', 'SX-3', 'SX-4']);
    expect(now.tubes.filter(needsCare).map(({ tube }) => tube)).toEqual(['SX-2', 'SX-3']);
    expect(tubeIn(now, 'SX-1')?.samples[0]).toEqual({ sampleId: id(1), takenAt: at, lastFour: '0001', stored: 'SX-1' });
  });
});
