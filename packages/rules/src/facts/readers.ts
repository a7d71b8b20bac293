import { UNKNOWN } from '../three-valued/unknown.ts';
import { readEdge } from '../time/china-time.ts';
import type { FactKind } from './fact-data.ts';
import { readJourney, readResidence, readStays, readVisit } from './place-readers.ts';
import { type Data, type FactReader, MAX_ITEMS, whereabouts } from './reading.ts';

const startOf = (value: unknown) => readEdge(value, 'start') ?? UNKNOWN;

const period = (data: Data) => ({
  since: readEdge(data['since'], 'start') ?? UNKNOWN,
  until: readEdge(data['until'], 'end'),
});

/** The readers by kind; a source report has none, it only tells that its source answered. */
const byKind: Partial<Record<FactKind, FactReader>> = {
  'health-declaration': {
    input: 'declaration',
    latest: true,
    read: ({ symptoms, contactWithCase, temperature }, _fact, { at }) => ({
      symptoms: Array.isArray(symptoms) ? symptoms.slice(0, MAX_ITEMS) : UNKNOWN,
      contactWithCase: typeof contactWithCase === 'boolean' ? contactWithCase : UNKNOWN,
      temperatureTenths: typeof temperature === 'number' ? Math.round(temperature * 10) : null,
      at,
    }),
  },
  'itinerary-declaration': { input: 'itinerary', latest: true, read: readStays },
  'itinerary-card': { input: 'itinerary', latest: true, read: readStays },
  'case-state': {
    input: 'cases',
    latest: true,
    read: (data, _fact, { at }) =>
      data['state'] === 'none' ? [] : [{ state: data['state'] ?? UNKNOWN, ...period(data), at }],
  },
  contact: {
    input: 'contacts',
    latest: false,
    read: (data, _fact, { at }) => [{ degree: data['degree'] ?? UNKNOWN, ...period(data), at }],
  },
  isolation: {
    input: 'isolations',
    latest: false,
    read: (data, _fact, { at }) => [{ place: data['place'] ?? UNKNOWN, ...period(data), at }],
  },
  nat: {
    input: 'tests',
    latest: false,
    read: (data, _fact, { at }) => [
      {
        result: data['result'] ?? UNKNOWN,
        sampledAt: readEdge(data['sampledAt'], 'start') ?? UNKNOWN,
        reportedAt: readEdge(data['reportedAt'], 'start') ?? UNKNOWN,
        institution: data['institution'] ?? null,
        method: data['method'] ?? 'single',
        tube: data['tube'] ?? null,
        at,
      },
    ],
  },
  'origin-code': {
    input: 'origin',
    latest: true,
    read: (data, _fact, { at }) => ({
      ...whereabouts(data),
      colour: data['colour'] ?? UNKNOWN,
      verified: typeof data['verified'] === 'boolean' ? data['verified'] : UNKNOWN,
      decidedAt: readEdge(data['decidedAt'], 'start') ?? UNKNOWN,
      validUntil: readEdge(data['validUntil'], 'end'),
      releaseAt: readEdge(data['releaseAt'], 'end'),
      consentGrade: data['consentGrade'] ?? UNKNOWN,
      grade: data['grade'] ?? null,
      at,
    }),
  },
  residence: {
    input: 'residence',
    latest: true,
    read: readResidence,
  },
  ticket: { input: 'itinerary', latest: false, read: readJourney },
  'venue-stay': { input: 'venues', latest: false, read: readVisit },
  vaccination: {
    input: 'vaccinations',
    latest: true,
    read: (data, _fact, { at }) => [{ doses: data['doses'] ?? UNKNOWN, lastDoseAt: startOf(data['lastDoseAt']), at }],
  },
  'entry-from-abroad': {
    input: 'entries',
    latest: false,
    read: (data, _fact, { at }) => [{ enteredAt: startOf(data['enteredAt']), port: data['port'] ?? null, at }],
  },
  post: {
    input: 'posts',
    latest: false,
    read: (data, _fact, { at }) => [
      { post: data['post'] ?? UNKNOWN, closedLoop: data['closedLoop'] ?? UNKNOWN, ...period(data), at },
    ],
  },
  arrival: {
    input: 'arrivals',
    latest: false,
    read: (data, _fact, { at }) => [
      { ...whereabouts(data), tag: data['tag'] ?? UNKNOWN, arrivedAt: startOf(data['arrivedAt']), at },
    ],
  },
  'pushed-colour': {
    input: 'pushes',
    latest: false,
    read: (data, _fact, { at }) => [
      {
        ...whereabouts(data),
        colour: data['colour'] ?? UNKNOWN,
        pushedAt: startOf(data['pushedAt']),
        releasedAt: readEdge(data['releasedAt'], 'start'),
        at,
      },
    ],
  },
  'manual-colour': {
    input: 'manual',
    latest: false,
    read: (data, _fact, { at }) => [
      {
        colour: data['colour'] ?? UNKNOWN,
        ground: data['ground'] ?? UNKNOWN,
        documentNumber: data['documentNumber'] ?? null,
        ...period(data),
        at,
      },
    ],
  },
  'movement-permit': {
    input: 'permits',
    latest: false,
    read: (data, _fact, { at }) => [
      { ...whereabouts(data), from: startOf(data['from']), until: readEdge(data['until'], 'end') ?? UNKNOWN, at },
    ],
  },
  exemption: {
    input: 'exemptions',
    latest: false,
    read: (data, _fact, { at }) => [{ documentNumber: data['documentNumber'] ?? null, ...period(data), at }],
  },
};

export const readers: ReadonlyMap<string, FactReader> = new Map(Object.entries(byKind));
