import { useDidHide, useDidShow } from '@tarojs/taro';
import { routes, type schemas } from '@tongxing/contract';
import { useEffect, useState } from 'react';
import { isDecided } from './conversions';
import { ownNode, troubleOf, type Trouble } from './node';
import { pauseBefore } from './patience';

/** The applications of a family, asked again and again while the page is seen, until each is decided. */
export function useWatchedFamily(groupId: string): {
  readonly family: schemas.Family | undefined;
  readonly trouble: Trouble | undefined;
} {
  const [family, setFamily] = useState<schemas.Family>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [seen, setSeen] = useState(true);
  useDidShow(() => setSeen(true));
  useDidHide(() => setSeen(false));
  useEffect(() => {
    if (!seen) return;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const ask = async (tried: number): Promise<void> => {
      try {
        const answer = await ownNode().call(routes.getFamily, { params: { groupId } });
        if (!current) return;
        setFamily(answer);
        setTrouble(undefined);
        if (answer.members.every(({ conversion }) => conversion === null || isDecided(conversion))) return;
      } catch (error) {
        const told = await troubleOf(error);
        if (!current) return;
        setTrouble(told);
        if (told.code === 'not-found') return;
      }
      waiting = setTimeout(() => void ask(tried + 1), pauseBefore(tried));
    };
    void ask(0);
    return () => {
      current = false;
      clearTimeout(waiting);
    };
  }, [groupId, seen]);
  return { family, trouble };
}
