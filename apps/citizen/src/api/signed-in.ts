import { takeStrips } from '@/phone/code';
import { getKept, keep } from '@/store/kept';
import { refreshPerson } from './person';

/**
 * What follows a sign-in. Where it is the same person as before, the codes on the phone stay until new ones have come; nobody finds
 * those of somebody else.
 */
export async function afterSignIn(): Promise<void> {
  const { me: before, strips } = getKept();
  await refreshPerson();
  const { me } = getKept();
  const isSame = before?.maskedName === me?.maskedName && before?.lastFour === me?.lastFour;
  if (before !== undefined && !isSame) {
    const drafts = {};
    if (me?.verified === true) keep({ strips: [], drafts, deviceId: undefined });
    else keep({ strips: [], drafts, deviceId: undefined, code: undefined, health: undefined });
  } else if (strips.length > 0 && getKept().code !== undefined) await takeStrips();
}
