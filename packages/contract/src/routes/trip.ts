import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Division, Id, closed } from '../schemas/basics.ts';
import * as conversion from '../schemas/conversion.ts';
import { Pledge } from '../schemas/declaration.ts';
import * as trip from '../schemas/trip.ts';

const tag = 'trip';

export const declareTrip = defineRoute({
  name: 'declareTrip',
  method: 'POST',
  path: '/me/trips',
  summary: { zh: '一次申报,多省行程', en: 'One declaration for a trip through several provinces' },
  tag,
  access: 'citizen',
  limit: { per: 'account', count: 20, seconds: 3600 },
  body: trip.TripDeclaration,
  status: 201,
  response: trip.Trip,
  problems: ['pledge-required', 'stay-invalid', 'division-unknown', 'trip-invalid'],
  idempotencyKey: true,
});

export const listTrips = defineRoute({
  name: 'listTrips',
  method: 'GET',
  path: '/me/trips',
  summary: { zh: '我的多省行程申报(最新在前)', en: 'My declared trips, the latest first' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ trips: Type.Array(trip.Trip, { maxItems: 10 }) }),
});

export const getTrip = defineRoute({
  name: 'getTrip',
  method: 'GET',
  path: '/me/trips/:tripId',
  summary: { zh: '一次行程各段的结果', en: 'What stands with each leg of a trip' },
  tag,
  access: 'citizen',
  params: closed({ tripId: Id }),
  status: 200,
  response: trip.Trip,
});

export const withdrawTrip = defineRoute({
  name: 'withdrawTrip',
  method: 'DELETE',
  path: '/me/trips/:tripId',
  summary: { zh: '撤回行程申报', en: 'Withdraw the declaration of a trip' },
  tag,
  access: 'citizen',
  params: closed({ tripId: Id }),
  status: 200,
  response: trip.Trip,
});

export const listTripDrafts = defineRoute({
  name: 'listTripDrafts',
  method: 'GET',
  path: '/me/trip-drafts',
  summary: { zh: '其他省份转来、等我确认的申报', en: 'Declarations handed on to here that wait for me' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ drafts: Type.Array(trip.TripDraft) }),
});

export const applyFromTrip = defineRoute({
  name: 'applyFromTrip',
  method: 'POST',
  path: '/me/trip-drafts/:draftId/application',
  summary: { zh: '用转来的申报申请转码', en: 'Apply with the declaration that was handed on' },
  tag,
  access: 'citizen',
  params: closed({ draftId: Id }),
  body: closed({ scope: Division, pledge: Pledge }),
  status: 202,
  response: conversion.Conversion,
  problems: [
    'pledge-required',
    'stay-invalid',
    'division-unknown',
    'origin-unknown',
    'conversion-open',
    'conversion-queue',
  ],
  idempotencyKey: true,
  ticket: true,
});

export const handOnTrip = defineRoute({
  name: 'handOnTrip',
  method: 'POST',
  path: '/federation/trips',
  summary: { zh: '把本人同意转交的行程申报交给目的省份', en: 'Hand a declaration on to the province of the next leg' },
  tag: 'federation',
  access: 'peer',
  body: trip.HandedOnTrip,
  status: 200,
  response: trip.HandedOnTripAnswer,
  problems: [
    'peer-unknown',
    'signature-invalid',
    'signature-expired',
    'nonce-replayed',
    'division-unknown',
    'trip-invalid',
  ],
});
