import { charge, isRemembered, remember, tryAfterDelay, type LimitDeps } from '../../platform/limits/index.ts';

const hour = 3600;
const day = 86_400;

const login = 'login-too-soon';
/** Tries of one user name from one address: three cost nothing, then 1, 2, 4 … seconds, a quarter of an hour at most. */
const fromOnePlace = { name: 'staff-place', problem: login, free: 3, maximumSeconds: 900 } as const;
/** Failures of one user name from all addresses together at which it has not signed in before. */
const fromStrangePlaces = { name: 'staff-strange', count: 60, seconds: hour, problem: login } as const;
const acquainted = 'staff-acquainted';
const acquaintanceSeconds = 30 * day;

/**
 * Lets one try at a staff password pass. Who guesses from one address waits longer after each failure; who guesses from a thousand has
 * sixty tries an hour among them. Neither locks the owner out for long: her own address has a count of its own, and one from which she
 * has signed in during the last thirty days is not touched by what strangers do. Unknown user names are counted just the same.
 * @returns to be called when the password was right
 * @throws Refusal login-too-soon
 */
export async function tryStaffSignIn(deps: LimitDeps, username: string, source: string): Promise<() => Promise<void>> {
  const place = `${username} ${source}`;
  const succeeded = await tryAfterDelay(deps, fromOnePlace, place);
  const known = await isRemembered(deps, acquainted, place);
  const giveBack = known ? undefined : await charge(deps, [{ limit: fromStrangePlaces, subject: username }]);
  return async () => {
    await succeeded();
    await giveBack?.();
    await remember(deps, acquainted, place, acquaintanceSeconds);
  };
}
