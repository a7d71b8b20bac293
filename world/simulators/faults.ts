import { oneOf, optional, record, text, variants, whole, type Infer } from './shape.ts';

const extent = {
  /** Only requests whose path begins so; all where absent. */
  path: optional(text(/^\/[\w./-]{0,100}$/, 'the beginning of a path')),
  /** Only so many requests, then none; without end where absent. */
  count: optional(whole(1, 1_000_000)),
};

/** What the management port takes at `PUT /faults`. */
export const faultShape = variants('mode', {
  none: record({ mode: oneOf('none') }),
  slow: record({ mode: oneOf('slow'), delayMs: whole(1, 600_000), ...extent }),
  /** The connection is destroyed, or answers `status`; `after` the work is done: the answer is lost, its effect is not. */
  down: record({
    mode: oneOf('down'),
    status: optional(whole(500, 599)),
    stage: optional(oneOf('before', 'after')),
    ...extent,
  }),
  wrong: record({
    mode: oneOf('wrong'),
    style: optional(oneOf('truncated', 'error-body', 'another-person', 'bad-times')),
    ...extent,
  }),
  duplicate: record({ mode: oneOf('duplicate'), ...extent }),
});

export type Fault = Infer<typeof faultShape>;

/** The fault in force, with the count of requests it still applies to. */
export class FaultSwitch {
  #fault: Fault = { mode: 'none' };
  #left = Infinity;

  get current(): Fault {
    return this.#fault;
  }

  set(fault: Fault): void {
    this.#fault = fault;
    this.#left = (fault.mode === 'none' ? undefined : fault.count) ?? Infinity;
  }

  /** The fault for one request, which counts as one of those it applies to. */
  take(path: string): Fault {
    const fault = this.#fault;
    if (fault.mode === 'none' || !path.startsWith(fault.path ?? '/')) return { mode: 'none' };
    this.#left -= 1;
    if (this.#left <= 0) this.#fault = { mode: 'none' };
    return fault;
  }
}

/** The bytes of an answer after a fault has been at it. */
export function spoil(answer: object, fault: Fault): string {
  if (fault.mode === 'duplicate') return JSON.stringify(doubleLists(answer));
  const whole = JSON.stringify(answer);
  if (fault.mode !== 'wrong') return whole;
  const busy = JSON.stringify({ code: 'system-busy', message: '系统繁忙,请稍后再试' });
  switch (fault.style ?? 'truncated') {
    case 'truncated':
      return whole.slice(0, Math.ceil(whole.length / 2));
    case 'another-person':
      return otherwise(
        exchange(whole, /"(documentNumber|phone)":"[^"]*"/g, (key) => `"${key}":"${OTHERS[key]}"`),
        whole,
        busy,
      );
    case 'bad-times':
      return otherwise(
        exchange(whole, /"(\w+)":"\d{4}-\d\d-\d\dT[^"]*"/g, (key) => `"${key}":"0000-00-00 00:00:00"`),
        whole,
        busy,
      );
    case 'error-body':
      return busy;
  }
}

/** Whose numbers stand in an answer about another person. */
const OTHERS: Record<string, string> = { documentNumber: '11010519491231002X', phone: '15400000000' };

function exchange(whole: string, pattern: RegExp, replacement: (key: string) => string): string {
  return whole.replaceAll(pattern, (_, key: string) => replacement(key));
}

/** An answer that a fault found nothing to change in must not pass for a sound one. */
function otherwise(changed: string, whole: string, instead: string): string {
  return changed === whole ? instead : changed;
}

function doubleLists(answer: object): object {
  const members = Object.entries(answer) as [string, unknown][];
  return Object.fromEntries(
    members.map(([key, value]) => [key, Array.isArray(value) ? (value as unknown[]).concat(value) : value]),
  );
}
