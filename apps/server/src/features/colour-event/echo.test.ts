import type { Decision, Reading } from '@tongxing/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownStatement, statementHash } from './own-statement.ts';
import { type Progress, receive, stopWaiting } from './receive.ts';

type Colour = 'green' | 'yellow' | 'red';
const colours: readonly Colour[] = ['green', 'yellow', 'red'];
const provinces = ['A', 'B', 'C'] as const;
type Province = (typeof provinces)[number];

interface Event {
  readonly from: Province;
  readonly to: Province;
  readonly sequence: number;
  readonly colour: Colour;
}

/** A node in memory: what it holds against her itself, what others have told it, and what it has told. */
interface Node {
  own: Colour;
  readonly received: Map<Province, Colour>;
  readonly progress: Map<Province, Progress<Event>>;
  readonly sent: Event[];
  saidHash: Buffer;
}

const worst = (all: readonly Colour[]): Colour =>
  all.reduce((a, b) => (colours.indexOf(b) > colours.indexOf(a) ? b : a), 'green');
const colourAt = ({ own, received }: Node) => worst([own, ...received.values()]);

const reason = (colour: Colour, source: string, trace: Reading[] = []) => ({
  ruleId: `${source}-${colour}`,
  colour,
  reason: { zh: '', en: '' },
  authority: { zh: '', en: '' },
  documentNumber: '',
  until: null,
  release: { zh: '', en: '' },
  facts: [{ id: 'f', source, observedAt: '', receivedAt: '' }],
  trace,
});

/** What the rules of a node come to: every ground there is, its own and those that others have told it of. */
function outcomeOf(node: Node): Decision {
  const grounds = [
    ...(node.own === 'green' ? [] : [reason(node.own, 'health-commission')]),
    ...[...node.received.values()].flatMap((colour) => (colour === 'green' ? [] : [reason(colour, 'origin-province')])),
  ];
  return { colour: colourAt(node), reasons: grounds, decidedAt: '2026-11-24T08:00:00+08:00' } as unknown as Decision;
}

const routesOf: Readonly<Record<Province, readonly Province[]>> = { A: ['B'], B: ['C'], C: ['A'] };

/** Three provinces, each of which tells the next one: A tells B, B tells C, C tells A. */
function openCircle() {
  const fresh = (): Node => ({
    own: 'green',
    received: new Map(),
    progress: new Map(),
    sent: [],
    saidHash: Buffer.alloc(0),
  });
  const nodes: Record<Province, Node> = { A: fresh(), B: fresh(), C: fresh() };
  const onTheWay: Event[] = [];
  const tell = (from: Province) => {
    const node = nodes[from];
    const said = ownStatement(outcomeOf(node), ['colour'], null);
    const hash = statementHash(said);
    if (hash.equals(node.saidHash)) return;
    node.saidHash = hash;
    for (const to of routesOf[from]) {
      const sequence = node.sent.filter((event) => event.to === to).length + 1;
      const event = { from, to, sequence, colour: said.colour as Colour };
      node.sent.push(event);
      onTheWay.push(event);
    }
  };
  const take = (event: Event, by: 'arrival' | 'patience' = 'arrival') => {
    const node = nodes[event.to];
    const known = node.progress.get(event.from) ?? { sequence: 0, waiting: [] };
    const { apply, progress } = by === 'arrival' ? receive(known, event) : stopWaiting(known);
    node.progress.set(event.from, progress);
    const last = apply.at(-1);
    if (last !== undefined) node.received.set(event.from, last.colour);
    tell(event.to);
  };
  for (const province of provinces) tell(province);
  onTheWay.length = 0;
  for (const province of provinces) for (const event of nodes[province].sent) take(event);
  return { nodes, onTheWay, tell, take };
}

const changes = fc.array(fc.record({ at: fc.constantFrom(...provinces), to: fc.constantFrom(...colours) }), {
  maxLength: 12,
});
/** What the network does next: the place of a message in the pile, and whether it is delivered, doubled or lost. */
const mishaps = fc.array(fc.record({ place: fc.nat(), how: fc.constantFrom('deliver', 'double', 'lose') }), {
  maxLength: 60,
});

describe('three provinces that tell each other in a circle', () => {
  it('never hear their own word back: each ends up with what it and the one before it hold themselves, in whatever order, doubled or lost', () => {
    fc.assert(
      fc.property(changes, mishaps, (steps, network) => {
        const { nodes, onTheWay, tell, take } = openCircle();
        const happen = network.values();
        for (const { at, to } of steps) {
          nodes[at].own = to;
          tell(at);
          for (let next = happen.next(); !next.done && onTheWay.length > 0; next = happen.next()) {
            const { place, how } = next.value;
            const [event] = onTheWay.splice(place % onTheWay.length, how === 'double' ? 0 : 1);
            if (how !== 'lose') take(event ?? onTheWay[place % onTheWay.length]!);
            if (place % 3 === 0) break;
          }
        }
        // At least once: what was lost is sent again until it has arrived, the last first.
        for (let round = 0; round < 3; round += 1) {
          for (const province of provinces) for (const event of nodes[province].sent.toReversed()) take(event);
        }
        for (const [told, teller] of [
          ['B', 'A'],
          ['C', 'B'],
          ['A', 'C'],
        ] as const) {
          expect(nodes[told].received.get(teller)).toBe(nodes[teller].own);
          expect(colourAt(nodes[told])).toBe(worst([nodes[told].own, nodes[teller].own]));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are all green once each has cleared what it held itself: nothing goes round', () => {
    fc.assert(
      fc.property(changes, (steps) => {
        const { nodes, tell, take } = openCircle();
        const deliver = () => {
          for (let round = 0; round < 3; round += 1)
            for (const each of provinces) for (const event of nodes[each].sent) take(event);
        };
        for (const { at, to } of [...steps, ...provinces.map((at) => ({ at, to: 'green' as const }))]) {
          nodes[at].own = to;
          tell(at);
          deliver();
        }
        expect(provinces.map((province) => colourAt(nodes[province]))).toEqual(['green', 'green', 'green']);
      }),
    );
  });

  it('do not push on what came through the national platform either', () => {
    const trace: Reading[] = [{ path: 'pushes', value: { items: 1 } }];
    const outcome = {
      colour: 'red',
      reasons: [reason('red', 'national-platform', trace)],
      decidedAt: '2026-11-24T08:00:00+08:00',
    };
    expect(ownStatement(outcome as unknown as Decision, ['colour'], null).colour).toBe('green');
  });
});

describe('an event after a gap', () => {
  it('gives way to the last one that is there, when the missing one does not come', () => {
    const event = (sequence: number, colour: Colour): Event => ({ from: 'A', to: 'B', sequence, colour });
    const waiting = receive({ sequence: 0, waiting: [event(3, 'red')] }, event(2, 'yellow')).progress;
    expect(stopWaiting(waiting)).toMatchObject({ apply: [event(3, 'red')], progress: { sequence: 3, waiting: [] } });
  });

  it('is not kept when sixteen wait already: it is asked for again', () => {
    const events = Array.from({ length: 17 }, (_, position) => ({ sequence: position + 2 }));
    const progress = events.reduce<Progress<{ sequence: number }>>((held, event) => receive(held, event).progress, {
      sequence: 0,
      waiting: [],
    });
    expect(progress.waiting.map(({ sequence }) => sequence)).toEqual(
      events.slice(0, 16).map(({ sequence }) => sequence),
    );
    expect(receive(progress, { sequence: 18 })).toMatchObject({ outcome: 'waiting', from: 1 });
  });
});
