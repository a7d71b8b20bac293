import type { NodeContext } from '../../node-context.ts';
import type { Tick } from '../../platform/jobs.ts';
import { forgetStrips } from './forget.ts';
import { refreshStatusLists } from './status-list.ts';

export function codeTicks(deps: NodeContext): Tick[] {
  return [
    { name: 'code.status-lists', everySeconds: 1, run: (now) => refreshStatusLists(deps, now) },
    { name: 'code.passed-strips', everySeconds: 60, run: (now) => forgetStrips(deps, now) },
  ];
}
