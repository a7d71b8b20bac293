import { useDidHide, useDidShow } from '@tarojs/taro';
import { routes } from '@tongxing/contract';
import { useCallback, useEffect, useState } from 'react';
import { vendor } from '@/vendor';
import { isDecided, type Conversion } from './conversions';
import { node, troubleOf, type Trouble } from './node';
import { pauseBefore } from './patience';

/** While a machine is at work somebody may be looking; while people are, or she has to do something herself, seldom is enough. */
const mostMs = { soon: 8000, later: 60_000 };

export interface Watched {
  readonly conversion: Conversion | undefined;
  /** Why the last question has no answer; it is asked again by itself. */
  readonly trouble: Trouble | undefined;
  /** What the node answered to something she did: from here on it is watched anew. */
  readonly take: (conversion: Conversion) => void;
  /** Something has happened to it that it does not know yet: asks at once. */
  readonly look: () => void;
}

/** How an application stands, asked again and again while the page is seen: sooner at first, and until it is decided. */
export function useWatched(conversionId: string): Watched {
  const [conversion, setConversion] = useState<Conversion>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [round, setRound] = useState(0);
  const [onTop, setOnTop] = useState(true);
  const [seen, setSeen] = useState(true);
  useDidShow(() => setOnTop(true));
  useDidHide(() => setOnTop(false));
  useEffect(() => vendor.onSeen(setSeen), []);
  useEffect(() => {
    if (!onTop || !seen) return;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    let state: Conversion['state'] | undefined;
    const ask = async (tried: number): Promise<void> => {
      let most = mostMs.soon;
      let again = tried + 1;
      try {
        const answer = await node().call(routes.getConversion, { params: { conversionId } });
        if (!current) return;
        setConversion(answer);
        setTrouble(undefined);
        if (isDecided(answer)) return;
        if (answer.state !== state) again = 0;
        ({ state } = answer);
        if (!['submitted', 'verifying', 'waiting-for-origin'].includes(answer.state)) most = mostMs.later;
      } catch (error) {
        const told = await troubleOf(error);
        if (!current) return;
        setTrouble(told);
        if (told.code === 'not-found') return;
      }
      waiting = setTimeout(() => void ask(again), pauseBefore(again, most));
    };
    void ask(0);
    return () => {
      current = false;
      clearTimeout(waiting);
    };
  }, [conversionId, onTop, seen, round]);
  const take = useCallback((answer: Conversion) => {
    setConversion(answer);
    setRound((before) => before + 1);
  }, []);
  const look = useCallback(() => setRound((before) => before + 1), []);
  return { conversion, trouble, take, look };
}
