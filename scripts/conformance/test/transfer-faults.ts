import type { MakeFaults } from './faults.ts';

export const transferFaults: MakeFaults = ({ forger }) => [
  {
    id: 'TRF-01',
    what: 'lets a peer take over whoever has let it ask',
    fault: ({ request, answer }) => {
      if (!request.url.endsWith('federation/transfers') || answer.status !== 200) return undefined;
      const body = { ...(JSON.parse(answer.body.toString()) as object), state: 'taken' };
      return forger.sealed(request, { ...answer, body: Buffer.from(JSON.stringify(body)) });
    },
  },
];
