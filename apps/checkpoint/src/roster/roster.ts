import { routes, type Client, type schemas } from '@tongxing/contract';

/** Somebody on the list, and when her return was approved here. */
export type Member = schemas.Roster['members'][number] & { readonly approvedAt?: string };

/** A list as it was read, page by page. */
export interface Reading {
  readonly organisation: Pick<schemas.Roster, 'name' | 'kind'>;
  /** When it was begun, by the node's clock (RFC 3339) and by this device's (milliseconds since 1970). */
  readonly at: string;
  readonly begunAt: number;
  readonly members: readonly Member[];
  readonly next: string | null;
}

export interface RosterView {
  /** What is shown: the last list that was read as a whole; of the very first one as much as there is. */
  readonly shown: Reading | undefined;
  /** What is being read, or was until `broken`. */
  readonly underway: Reading | undefined;
  readonly reading: boolean;
  /** Why reading ended before the last page. */
  readonly broken: unknown;
  readonly invitedUntil: string | null;
  /** The code for joining that was made here: the node does not keep it. */
  readonly invitation: schemas.RosterInvitation | undefined;
}

/** An organisation's list, as its manager reads and changes it. */
export interface Roster {
  view(): RosterView;
  onChange(changed: () => void): void;
  /** Reads the list anew; every look is written down for the people on it, so nothing does this by itself. Never throws. */
  read(): Promise<void>;
  /** Goes on where reading broke off. Never throws. */
  goOn(): Promise<void>;
  /** Puts the names away, and nothing else. */
  forget(): void;
  /** @throws ProblemError, or what the network throws */
  approve(memberId: string): Promise<void>;
  /** @throws ProblemError, or what the network throws */
  remove(memberId: string): Promise<void>;
  /** Somebody is on the list no longer, by whomever it was ended. */
  drop(memberId: string): void;
  /** @throws ProblemError, or what the network throws: tried again, it is the same intent */
  invite(): Promise<void>;
}

const nothing = { shown: undefined, underway: undefined, reading: false, broken: undefined } as const;

/** @param client of whoever is signed in at the moment */
export function createRoster(client: () => Client): Roster {
  let view: RosterView = { ...nothing, invitedUntil: null, invitation: undefined };
  /** Counts what was begun to be read, so that only the last of it is shown. */
  let turn = 0;
  let invitingKey = crypto.randomUUID();
  const listeners = new Set<() => void>();
  const show = (changed: Partial<RosterView>) => {
    view = { ...view, ...changed };
    listeners.forEach((tell) => tell());
  };
  /** A page at a time, one after the other. @param begun of the first page, undefined for that one itself */
  const readFrom = async (begun: Reading | undefined) => {
    turn += 1;
    const own = turn;
    show({ reading: true, broken: undefined, underway: begun });
    try {
      for (let so = begun; so === undefined || so.next !== null;) {
        const after = so?.next ?? undefined;
        const begunAt = Date.now();
        const page = await client().call(routes.getRoster, { query: after === undefined ? {} : { after } });
        // Put away meanwhile: whoever signs in next reads anew.
        if (own !== turn) return;
        so = so === undefined ? first(page, begunAt) : added(view.underway ?? so, page);
        const whole = so.next === null;
        const shown = whole || view.shown === undefined || view.shown.next !== null ? so : view.shown;
        show({ underway: whole ? undefined : so, shown, invitedUntil: page.invitedUntil });
      }
      show({ reading: false });
    } catch (error) {
      if (own === turn) show({ reading: false, broken: error });
    }
  };
  const change = (changed: (members: readonly Member[]) => readonly Member[]) => {
    const applied = (to: Reading | undefined) => to && { ...to, members: changed(to.members) };
    show({ shown: applied(view.shown), underway: applied(view.underway) });
  };
  const drop = (memberId: string) => change((members) => members.filter((each) => each.memberId !== memberId));
  return {
    view: () => view,
    onChange: (changed) => void listeners.add(changed),
    read: () => readFrom(undefined),
    goOn: () => readFrom(view.underway),
    forget() {
      turn += 1;
      show(nothing);
    },
    async approve(memberId) {
      const { approvedAt } = await client().call(routes.approveReturn, { params: { memberId } });
      change((members) => members.map((each) => (each.memberId === memberId ? { ...each, approvedAt } : each)));
    },
    async remove(memberId) {
      await client().call(routes.removeMember, { params: { memberId } });
      drop(memberId);
    },
    drop,
    async invite() {
      const invitation = await client().call(routes.inviteToRoster, { idempotencyKey: invitingKey });
      invitingKey = crypto.randomUUID();
      show({ invitation, invitedUntil: invitation.expiresAt });
    },
  };
}

function first({ name, kind, at, members, next }: schemas.Roster, begunAt: number): Reading {
  return { organisation: { name, kind }, at, begunAt, members, next };
}

function added(before: Reading, { members, next }: schemas.Roster): Reading {
  return { ...before, members: [...before.members, ...members], next };
}
