import type { Arrival } from './vendor';

const page = '#/pages/signed-on/index';
let arrived: Arrival | undefined;

/**
 * What the app of the province has put into the address when it sent her back is taken out of it and out of the history, before the
 * first page is opened, which is then the one that it is for.
 */
export function noteArrival(): void {
  const given = new URLSearchParams(location.search);
  const state = given.get('state');
  if (state === null) return;
  arrived = { state, code: given.get('code') ?? undefined };
  history.replaceState(null, '', location.pathname + page);
}

export function takeArrival(): Arrival | undefined {
  const taken = arrived;
  arrived = undefined;
  return taken;
}
