import type { Attributes } from '@opentelemetry/api';

export type WorkKind = 'request' | 'job' | 'tick' | 'source' | 'peer' | 'signature';

interface Duration {
  readonly name: string;
  readonly description: string;
  attributes(name: string, outcome: string): Attributes;
}

const named = (name: string, outcome: string): Attributes => ({ name, outcome });

/** One histogram of seconds for each kind of work; its count is the number of pieces. */
export const durations: Readonly<Record<WorkKind, Duration>> = {
  // The name and attributes of the OpenTelemetry semantic conventions for HTTP servers.
  request: {
    name: 'http.server.request.duration',
    description: 'Requests answered, by route template',
    attributes(name, outcome) {
      const [method = '', route = ''] = name.split(' ');
      return { 'http.request.method': method, 'http.route': route, 'http.response.status_code': Number(outcome) };
    },
  },
  job: { name: 'tongxing.job.duration', description: 'Jobs done', attributes: named },
  tick: { name: 'tongxing.tick.duration', description: 'Work looked for once a second or less', attributes: named },
  source: { name: 'tongxing.source.duration', description: 'Questions to systems outside', attributes: named },
  peer: { name: 'tongxing.peer.duration', description: 'Questions to other provinces', attributes: named },
  signature: { name: 'tongxing.signature.duration', description: 'Requests to the signer', attributes: named },
};

/** Everything that is read rather than timed. */
export const gauges = {
  'tongxing.db.connections': { unit: '{connection}', description: 'Connections of this process, by state' },
  'tongxing.jobs.waiting': { unit: '{job}', description: 'Jobs that have been asked for and not been done' },
  'tongxing.jobs.oldest': { unit: 's', description: 'Age of the oldest job that is to be done now' },
  'tongxing.decisions.overdue': { unit: '{person}', description: 'People whose decision was due a minute ago or more' },
  'tongxing.recolouring.left': { unit: '{person}', description: 'People in recolourings who have not been decided on' },
  'tongxing.recolouring.standstill': {
    unit: 's',
    description: 'Since an open recolouring came further: of the one that has stood still longest',
  },
  'tongxing.conversions.open': { unit: '{application}', description: 'Applications not yet decided, by state' },
  'tongxing.conversions.oldest': { unit: 's', description: 'Age of the oldest application not yet decided' },
  'tongxing.log.waiting': { unit: '{entry}', description: 'Entries and commitments without a place in the log' },
  'tongxing.log.checkpoint.age': { unit: 's', description: 'Age of the oldest of them: how late the log is' },
  'tongxing.log.forked': {
    unit: '{fork}',
    description: '1 where the database does not hold the tree that was signed last',
  },
  'tongxing.status.list.age': { unit: 's', description: 'Age of the oldest status list that is still needed' },
  'tongxing.source.answer.age': { unit: 's', description: 'Since a source last answered, by source' },
  'tongxing.appeals.open': { unit: '{appeal}', description: 'Appeals that wait for an answer' },
  'tongxing.appeals.overdue': { unit: '{appeal}', description: 'Appeals whose answer is late' },
  'tongxing.clearances.unreviewed': {
    unit: '{clearance}',
    description: 'Clearings by one officer whose later review is late',
  },
  'tongxing.trust.list.left': { unit: 's', description: 'Until the trust list expires' },
} as const satisfies Readonly<Record<string, { unit: string; description: string }>>;

export type GaugeName = keyof typeof gauges;
